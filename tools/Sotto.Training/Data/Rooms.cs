using static TorchSharp.torch;

namespace Sotto.Training.Data;

/// <summary>A bank of synthetic rooms: impulse responses with early reflections and a decaying tail.</summary>
/// <remarks>
/// The tail is white noise under an exponential envelope (Polack's statistical model of late reverberation);
/// the convolution is a product of spectra.
/// </remarks>
public sealed class Rooms
{
    private const int Size = 65536;
    private const int MaximumLength = 8000;

    private readonly Tensor[] _spectra;

    /// <summary>Draws the rooms.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">The same seed gives the same rooms.</param>
    public Rooms(int count, int seed)
    {
        _spectra = new Tensor[count];
        for (int i = 0; i < count; i++)
        {
            using Tensor response = tensor(Draw(new Random(seed + i)));
            _spectra[i] = fft.rfft(response, Size);
        }
    }

    /// <summary>Puts a recording into one of the rooms; the direct sound keeps its place and level.</summary>
    /// <param name="samples">At most 57,000 samples; changed in place.</param>
    /// <param name="room">Which room, taken modulo the number of rooms.</param>
    public void Apply(float[] samples, int room)
    {
        using IDisposable scope = NewDisposeScope();
        Tensor spectrum = fft.rfft(tensor(samples), Size);
        Tensor reverberated = fft.irfft(spectrum * _spectra[room % _spectra.Length], Size);
        reverberated.data<float>().CopyTo(samples.AsSpan());
    }

    private static float[] Draw(Random random)
    {
        double decayTime = 0.08 + (0.5 * random.NextDouble() * random.NextDouble());
        int length = Math.Min(MaximumLength, (int)(decayTime * 16000));
        float[] response = new float[length];
        double directToReverberant = Math.Pow(10, -(2 + (14 * random.NextDouble())) / 10);
        double energy = 0;
        int onset = 40 + random.Next(160);
        for (int i = onset; i < length; i++)
        {
            response[i] = (float)(Gaussian(random) * Math.Exp(-6.9 * i / (decayTime * 16000)));
            energy += response[i] * response[i];
        }

        float tail = (float)Math.Sqrt(directToReverberant / Math.Max(energy, 1e-9));
        for (int i = 0; i < length; i++)
        {
            response[i] *= tail;
        }

        int reflections = random.Next(2, 9);
        for (int i = 0; i < reflections; i++)
        {
            int delay = Math.Min(length - 1, 16 + random.Next(600));
            response[delay] += (float)((random.NextDouble() - 0.3) * 0.6 * Math.Exp(-delay / 400.0));
        }

        response[0] = 1;
        return response;
    }

    private static double Gaussian(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
