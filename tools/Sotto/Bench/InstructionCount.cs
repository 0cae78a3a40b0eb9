using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Sotto.Kernels;
using Sotto.Models;
using Sotto.Models.Intent;

namespace Sotto.Cli.Bench;

/// <summary>
/// Instructions by function, exactly: the emulator says how many each block has when it translates it, and names each block that it
/// runs; a block runs from its first instruction to its last. (One instruction a block, by -singlestep, gives the same sums in ten times the time.)
/// </summary>
internal sealed class InstructionCount
{
    private const string Begins = "counting_begins";
    private const string Ends = "counting_ends";

    private readonly Dictionary<uint, int> _lengths = [];
    private readonly Dictionary<string, long> _functions = [];
    private uint? _block;
    private bool _counting;

    private InstructionCount()
    {
    }

    /// <summary>Instructions by function.</summary>
    public IReadOnlyDictionary<string, long> Functions => _functions;

    /// <summary>Of all functions.</summary>
    public long Total => _functions.Values.Sum();

    /// <summary>Counts a model's steps.</summary>
    /// <param name="program">The program.</param>
    /// <param name="subject">The model.</param>
    /// <exception cref="UserException">The outputs are not those of the managed engine.</exception>
    public static InstructionCount OfModel(CrossProgram program, BenchSubject subject)
    {
        byte[] length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, subject.File.Length);
        sbyte[] inputs = subject.Inputs;
        InstructionCount count = new();
        byte[] output = count.Run(program, "m", [.. length, .. subject.File, .. MemoryMarshal.AsBytes<sbyte>(inputs)]);
        return output.AsSpan().SequenceEqual(MemoryMarshal.AsBytes<sbyte>(Expected(subject, inputs))) ? count
            : throw new UserException($"{subject.Name}: the bytes on {program.Target.Name} are not those of the managed engine");
    }

    /// <summary>Counts the front end over <see cref="BenchAudio"/>.</summary>
    /// <param name="program">The program.</param>
    /// <exception cref="UserException">The rows are not those of the managed engine.</exception>
    public static InstructionCount OfFrontEnd(CrossProgram program)
    {
        InstructionCount count = new();
        short[] samples = BenchAudio.Samples;
        byte[] output = count.Run(program, "f", MemoryMarshal.AsBytes<short>(samples).ToArray());
        List<ushort> expected = [];
        FrontEnd frontEnd = new();
        for (int at = 0; at < samples.Length;)
        {
            at += frontEnd.Feed(samples, at, samples.Length - at);
            expected.AddRange(frontEnd.RowReady ? frontEnd.Row : []);
        }

        return output.AsSpan().SequenceEqual(MemoryMarshal.AsBytes<ushort>(expected.ToArray())) ? count
            : throw new UserException($"the front end's rows on {program.Target.Name} are not those of the managed engine");
    }

    /// <summary>Counts the feeds of <see cref="BenchDecoder"/>.</summary>
    /// <param name="program">The program.</param>
    /// <exception cref="UserException">The scores are not those of the managed engine.</exception>
    public static InstructionCount OfDecoder(CrossProgram program)
    {
        InstructionCount count = new();
        byte[] file = BenchDecoder.File;
        int[] rows = BenchDecoder.Rows;
        byte[] length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, file.Length);
        byte[] output = count.Run(program, "d", [.. length, .. file, .. MemoryMarshal.AsBytes<int>(rows)]);
        Decoder decoder = new(IntentModel.Load(file).Shape, file);
        List<int> expected = [];
        foreach (int row in rows)
        {
            decoder.Feed(row);
            expected.AddRange(Enumerable.Range(0, BenchDecoder.RowCount).Select(decoder.ScoreRow));
        }

        return output.AsSpan().SequenceEqual(MemoryMarshal.AsBytes<int>(expected.ToArray())) ? count
            : throw new UserException($"the decoder's scores on {program.Target.Name} are not those of the managed engine");
    }

    private static sbyte[] Expected(BenchSubject subject, sbyte[] inputs)
    {
        ModelRunner runner = new(subject.Model);
        sbyte[] outputs = new sbyte[subject.Steps * subject.Model.OutputLength];
        for (int step = 0; step < subject.Steps; step++)
        {
            runner.Step(inputs, step * subject.Model.InputLength, outputs, step * subject.Model.OutputLength);
        }

        return outputs;
    }

    private byte[] Run(CrossProgram program, string mode, byte[] input)
    {
        using Process process = program.Start(mode);
        Task write = Task.Run(() =>
        {
            process.StandardInput.BaseStream.Write(input);
            process.StandardInput.Close();
        });
        using MemoryStream output = new();
        Task read = process.StandardOutput.BaseStream.CopyToAsync(output);
        while (process.StandardError.ReadLine() is { } line)
        {
            Take(line);
        }

        Task.WaitAll(write, read);
        process.WaitForExit();
        return process.ExitCode == 0 ? output.ToArray() : throw new UserException("the counted program failed in the emulator");
    }

    private void Take(string line)
    {
        if (line.StartsWith("Trace ", StringComparison.Ordinal))
        {
            // Trace 0: host address [flags/address/flags/flags] function
            string[] fields = line[(line.IndexOf('[') + 1)..].Split('/', 4);
            TakeRun(Number(fields[1]), line[(line.LastIndexOf(']') + 1)..].Trim());
        }
        else if (line.StartsWith("0x", StringComparison.Ordinal))
        {
            if (_block is null)
            {
                _block = Number(line[2..line.IndexOf(':')]);
                _lengths[_block.Value] = 0;
            }

            _lengths[_block.Value]++;
        }
        else if (line.StartsWith("IN:", StringComparison.Ordinal))
        {
            _block = null;
        }
    }

    private void TakeRun(uint block, string function)
    {
        _counting = function == Begins || (_counting && function != Ends);
        if (_counting && function != Begins)
        {
            _functions[function] = _functions.GetValueOrDefault(function) + _lengths[block];
        }
    }

    private static uint Number(string text) => uint.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
