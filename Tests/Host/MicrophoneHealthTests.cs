using Sotto.Audio;
using Sotto.Devices;
using Xunit;

namespace Sotto.HostTests;

/// <summary>What the microphone self-test says of recordings of speech and of faults of random size.</summary>
public sealed class MicrophoneHealthTests
{
    private const int Full = 1 << 23;

    private static readonly string[] s_names = ["inmp441", "ics43434", "sph0645", "pdm"];

    public static TheoryData<string> Names => [.. s_names];

    /// <summary>The demo's speech, whole sentences of six voices, as loud as a microphone hears it from afar to near by.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Speech_is_not_blamed(string name)
    {
        int judged = 0;
        foreach (string file in AudioFiles.Enumerate([Path.Combine(TestPaths.Root, "tools", "Sotto", "Demo")]))
        {
            double[] speech = [.. AudioFile.Load(file).Samples.Select(sample => sample / 32768.0)];
            foreach (double gain in (double[])[0.002, 0.01, 0.05, 0.2])
            {
                for (int start = 0; start + 16000 <= speech.Length; start += 8000)
                {
                    MicrophoneFinding found = Judge(name, 14, i => gain * speech[start + i], seed: judged);
                    Assert.True(found.Fault == MicrophoneFault.None, $"{Path.GetFileName(file)} from {start}, {gain}: {found.Text}");
                    judged++;
                }
            }
        }

        Assert.InRange(judged, 80, 200);
    }

    /// <summary>200 rooms: the microphone's own noise and other noise from hiss to rumble, -88 to -27 dB of a full sine.</summary>
    [Fact]
    public void Rooms_are_not_blamed()
    {
        Random random = new(1);
        for (int i = 0; i < 200; i++)
        {
            double level = Math.Pow(10, (-91 + (61 * random.NextDouble())) / 20);
            double pole = 1 - Math.Pow(10, -2 * random.NextDouble());
            double last = 0;
            MicrophoneFinding found = Judge(s_names[i % 4], 14, _ => level * Math.Sqrt(1 - (pole * pole)) * (last = (pole * last) + Gauss(random)), seed: i);
            Assert.True(found.Fault == MicrophoneFault.None, $"{i}: {level} {pole}: {found.Text}");
        }
    }

    /// <summary>200 hums of 49.7 to 60.3 Hz with harmonics, -51 to -9 dB, three times as strong as the room.</summary>
    [Fact]
    public void Hum_is_named_with_its_frequency()
    {
        Random random = new(2);
        for (int i = 0; i < 200; i++)
        {
            bool sixty = i % 2 == 1;
            double frequency = (sixty ? 60 : 50) + (0.6 * (random.NextDouble() - 0.5));
            double level = Math.Pow(10, (-54 + (42 * random.NextDouble())) / 20);
            double[] parts = [random.NextDouble(), random.NextDouble(), random.NextDouble() / 2];
            double[] phases = [random.NextDouble() * 6, random.NextDouble() * 6, random.NextDouble() * 6];
            double size = level / Math.Sqrt(parts.Sum(part => part * part));
            MicrophoneFinding found = Judge(
                "inmp441",
                16,
                t => Enumerable.Range(0, 3).Sum(k => size * parts[k] * Math.Sin((2 * Math.PI * frequency * (k + 1) * t / 16000) + phases[k])) + (level / 3 * Gauss(random)),
                seed: i);
            Assert.True(found.Fault == (sixty ? MicrophoneFault.Hum60 : MicrophoneFault.Hum50), $"{i}: {frequency} Hz {level}: {found.Text}");
        }
    }

    /// <summary>200 microphones whose bits come late, at -88 to -17 dB.</summary>
    [Fact]
    public void Late_bits_are_found()
    {
        Random random = new(3);
        for (int i = 0; i < 200; i++)
        {
            double level = Math.Pow(10, (-91 + (71 * random.NextDouble())) / 20);
            MicrophoneFinding found = Judge("inmp441", 14, _ => level * Gauss(random), seed: i, damage: slot => (int)((uint)slot >> 1));
            Assert.True(found.Fault == MicrophoneFault.LateBit, $"{i}: {level}: {found.Text}");
        }
    }

    /// <summary>Speech that is amplified until 2 to 60% of it stand at the ends of the range.</summary>
    [Fact]
    public void Overdriven_speech_is_found()
    {
        double[] speech = [.. AudioFile.Load(Path.Combine(TestPaths.Root, "tools", "Sotto", "Demo", "1-computer,_on.flac")).Samples.Select(sample => sample / 32768.0)];
        double[] sizes = [.. speech[8000..24000].Select(Math.Abs).Order()];
        foreach (double part in (double[])[0.02, 0.05, 0.2, 0.6])
        {
            double gain = 1 / sizes[(int)(sizes.Length * (1 - part))];
            Assert.Equal(MicrophoneFault.Clipping, Judge("inmp441", 16, i => gain * speech[8000 + i], seed: 1).Fault);
        }
    }

    private static double Gauss(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>Judges a second of sound, 1 for the end of the range, that a microphone adds its own noise to.</summary>
    private static MicrophoneFinding Judge(string name, int shift, Func<int, double> sound, int seed, Func<int, int>? damage = null)
    {
        MicrophoneProfile profile = MicrophoneProfile.Find(name);
        MicrophoneSelfTest test = new(profile, 0, shift);
        Random random = new(seed);
        byte[] frame = new byte[2 * profile.SlotBytes];
        int offset = profile.HasOffset ? -Full / 30 : 0;
        for (int i = 0; i < MicrophoneSelfTest.SettleFrames + MicrophoneSelfTest.JudgedFrames; i++)
        {
            double heard = i < MicrophoneSelfTest.SettleFrames ? 0 : sound(i - MicrophoneSelfTest.SettleFrames);
            int value = (int)Math.Clamp(Math.Round((heard * Full) + (167 * Gauss(random)) + offset), -Full, Full - 1);
            int slot = (value << 8) & (-1 << (32 - profile.Bits));
            slot = (int)((uint)slot >> profile.LateBits);
            slot = damage is null ? slot : damage(slot);
            for (int b = 0; b < profile.SlotBytes; b++)
            {
                frame[b] = (byte)(slot >> (8 * (4 - profile.SlotBytes + b)));
            }

            test.Take(frame, 1);
        }

        return test.Judge();
    }
}
