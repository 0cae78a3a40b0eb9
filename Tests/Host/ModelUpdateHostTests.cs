using System.Security.Cryptography;
using Sotto.Firmware;
using Sotto.Firmware.Host;
using Sotto.Models;
using Sotto.Tests;
using Xunit;

namespace Sotto.HostTests;

/// <summary>Updates with the models that are built in, and with any bytes.</summary>
public sealed class ModelUpdateHostTests
{
    private const int Longest = 128 * 1024;
    private const int Arena = 64 * 1024;
    private const int PieceLength = 4000;

    private static readonly byte[] WakeModel = File.ReadAllBytes(Path.Combine(TestPaths.Root, "Models/wake.sotto"));

    /// <summary>Digests and tags are those of .NET, whatever the length and the pieces.</summary>
    [Fact]
    public void DigestsAndTagsAreThoseOfDotNet()
    {
        Random random = new(3);
        Sha256 sha = new();
        for (int round = 0; round < 2000; round++)
        {
            byte[] message = new byte[random.Next(300)];
            byte[] key = new byte[random.Next(65)];
            random.NextBytes(message);
            random.NextBytes(key);
            sha.Reset();
            int cut = random.Next(message.Length + 1);
            sha.Add(message, 0, cut);
            sha.Add(message, cut, message.Length - cut);
            Assert.Equal(SHA256.HashData(message), sha.Finish());
            Assert.Equal(HMACSHA256.HashData(key, message), HmacSha256.Tag(key, message, 0, message.Length));
        }
    }

    /// <summary>
    /// The power fails after each single byte of an update of 51,136 bytes over another, and of the start that tries it: every
    /// board starts with the old model or the new, whole.
    /// </summary>
    [Fact]
    public void PowerCutAtEveryByteOfARealModelBootsWithTheOldOrTheNew()
    {
        byte[] old = Renamed('o');
        byte[] fresh = Renamed('n');
        SimulatedFileStore prepared = Prepared(old);
        WriteRecorder recorder = new(prepared.Copy());
        Send(recorder, fresh);
        Boot(recorder);
        int olds = 0;
        int news = 0;
        recorder.Cuts(prepared).AsParallel().WithMergeOptions(ParallelMergeOptions.NotBuffered).ForAll(files =>
        {
            byte[] booted = Boot(files)!;
            bool isOld = booted.AsSpan().SequenceEqual(old);
            Assert.True(isOld || booted.AsSpan().SequenceEqual(fresh));
            Interlocked.Increment(ref isOld ? ref olds : ref news);
        });

        // Each byte of the model and of what lies around it, and of the records: taken, tried, accepted.
        Assert.InRange(olds + news, fresh.Length + 100, fresh.Length + 300);
        Assert.InRange(olds, fresh.Length + SlotStore.Overhead, fresh.Length + 150);
    }

    /// <summary>Any pieces in any order: nothing is in use but what was signed, and the old model stays.</summary>
    [Fact]
    public void AnyPiecesLeaveTheModelThatIsInUse()
    {
        Random random = new(11);
        byte[] old = UpdatePieces.MakeModel((byte)'o');
        byte[] fresh = UpdatePieces.MakeModel((byte)'n');
        int taken = 0;
        SimulatedFileStore files = new();
        for (int round = 0; round < 20000; round++)
        {
            if (round % 100 == 0)
            {
                files = Prepared(old);
            }

            ModelStore store = new(files, Longest);
            store.Start();
            ModelUpdater updater = new(store, UpdatePieces.Key, Arena);
            for (int i = random.Next(1, 8); i > 0; i--)
            {
                string answer = updater.Take(Piece(random, fresh));
                Assert.DoesNotContain('\n', answer);
            }

            updater.Cancel();
            bool adopted = store.IsWaiting;
            taken += adopted ? 1 : 0;
            byte[]? booted = Boot(files);
            Assert.True(booted is not null && (booted.SequenceEqual(old) || (taken > 0 && booted.SequenceEqual(fresh))));
            files = adopted ? Prepared(old) : files;
        }

        Assert.True(taken > 10);
    }

    private static byte[] Piece(Random random, byte[] model)
    {
        byte[] piece = random.Next(6) switch
        {
            0 => UpdatePieces.Finish(),
            1 or 2 => UpdatePieces.Begin(model, ModelKind.Wake, 1, 2, UpdatePieces.Key),
            3 => UpdatePieces.Data(model, 0, model.Length),
            4 => UpdatePieces.Data(model, random.Next(model.Length), 1),
            _ => new byte[random.Next(5000)],
        };
        if (random.Next(3) == 0 && piece.Length > 0)
        {
            piece[random.Next(piece.Length)] = (byte)random.Next(256);
        }

        return random.Next(10) == 0 ? piece[..random.Next(piece.Length + 1)] : piece;
    }

    /// <summary>A board that has this model by an update before.</summary>
    private static SimulatedFileStore Prepared(byte[] model)
    {
        SimulatedFileStore files = new();
        ModelStore store = new(files, Longest);
        store.Start();
        UpdatePieces.Send(new ModelUpdater(store, UpdatePieces.Key, Arena), model, 1, PieceLength);
        Boot(files);
        return files;
    }

    private static void Send(IFileStore files, byte[] model)
    {
        ModelStore store = new(files, Longest);
        store.Start();
        Assert.Equal("taken, and tried at the next start",
            UpdatePieces.Send(new ModelUpdater(store, UpdatePieces.Key, Arena), model, 2, PieceLength));
    }

    /// <summary>A start that goes well.</summary>
    /// <returns>The wake model in use.</returns>
    private static byte[]? Boot(IFileStore files)
    {
        ModelStore store = new(files, Longest);
        store.Start();
        new ModelUpdater(store, UpdatePieces.Key, Arena).EndTrial(new ScriptedSession(500), new SimulatedSystem());
        return store.Open(ModelKind.Wake);
    }

    private static byte[] Renamed(char name)
    {
        byte[] model = [.. WakeModel];
        model[BitConverter.ToInt32(model, 16) + 9] = (byte)name;
        BitConverter.TryWriteBytes(model.AsSpan(12), ModelFile.Checksum(model, 16, model.Length - 16));
        return model;
    }

    /// <summary>Writes through and remembers what was written, byte by byte.</summary>
    private sealed class WriteRecorder(SimulatedFileStore files) : IFileStore
    {
        private readonly List<Action<SimulatedFileStore>> _writes = [];

        /// <summary>What a cut after each write leaves of a store on which the same is done.</summary>
        public IEnumerable<SimulatedFileStore> Cuts(SimulatedFileStore start)
        {
            foreach (Action<SimulatedFileStore> write in _writes)
            {
                yield return start.Copy();
                write(start);
            }
        }

        public int Length(string name) => files.Length(name);

        public int Read(string name, int position, byte[] into, int offset, int count) => files.Read(name, position, into, offset, count);

        public bool Create(string name)
        {
            _writes.Add(store => store.Create(name));
            return files.Create(name);
        }

        public bool Append(string name, byte[] bytes, int offset, int count)
        {
            foreach (byte value in bytes.AsSpan(offset, count))
            {
                _writes.Add(store => store.Append(name, [value], 0, 1));
            }

            return files.Append(name, bytes, offset, count);
        }

        public void Delete(string name)
        {
            _writes.Add(store => store.Delete(name));
            files.Delete(name);
        }
    }
}
