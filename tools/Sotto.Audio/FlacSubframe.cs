namespace Sotto.Audio;

/// <summary>One channel of one FLAC frame (RFC 9639, section 9.2).</summary>
internal static class FlacSubframe
{
    private static readonly int[][] FixedCoefficients = [[], [1], [2, -1], [3, -3, 1], [4, -6, 4, -1]];

    /// <summary>Decodes a subframe.</summary>
    /// <param name="reader">Stands at the subframe.</param>
    /// <param name="samples">Receives the samples.</param>
    /// <param name="count">How many.</param>
    /// <param name="bits">Bits a sample.</param>
    internal static void Read(FlacBitReader reader, long[] samples, int count, int bits)
    {
        uint header = reader.Read(8);
        int type = (int)(header >> 1) & 63;
        int wasted = (header & 1) != 0 ? reader.ReadUnary() + 1 : 0;
        if ((header & 0x80) != 0 || wasted >= bits)
        {
            throw new AudioFormatException("a broken FLAC subframe");
        }

        Decode(reader, type, samples.AsSpan(0, count), bits - wasted);
        for (int i = 0; wasted > 0 && i < count; i++)
        {
            samples[i] <<= wasted;
        }
    }

    private static void Decode(FlacBitReader reader, int type, Span<long> samples, int bits)
    {
        switch (type)
        {
            case 0:
                samples.Fill(reader.ReadWide(bits));
                break;
            case 1:
                ReadPlain(reader, samples, bits);
                break;
            case >= 8 and <= 12:
                ReadPlain(reader, WarmUp(samples, type - 8), bits);
                ReadResidual(reader, samples, type - 8);
                Predict(samples, FixedCoefficients[type - 8], 0);
                break;
            case >= 32:
                ReadLinear(reader, samples, type - 31, bits);
                break;
            default:
                throw new AudioFormatException($"a FLAC subframe of the reserved type {type}");
        }
    }

    private static Span<long> WarmUp(Span<long> samples, int order) => order <= samples.Length
        ? samples[..order] : throw new AudioFormatException("a FLAC predictor longer than its block");

    private static void ReadPlain(FlacBitReader reader, Span<long> samples, int bits)
    {
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = reader.ReadWide(bits);
        }
    }

    private static void ReadLinear(FlacBitReader reader, Span<long> samples, int order, int bits)
    {
        ReadPlain(reader, WarmUp(samples, order), bits);
        int precision = (int)reader.Read(4) + 1;
        int shift = reader.ReadSigned(5);
        if (precision == 16 || shift < 0)
        {
            throw new AudioFormatException("a FLAC predictor of reserved precision or shift");
        }

        int[] coefficients = new int[order];
        for (int i = 0; i < order; i++)
        {
            coefficients[i] = reader.ReadSigned(precision);
        }

        ReadResidual(reader, samples, order);
        Predict(samples, coefficients, shift);
    }

    /// <summary>Adds to each residual what the samples before it foretell.</summary>
    private static void Predict(Span<long> samples, int[] coefficients, int shift)
    {
        for (int i = coefficients.Length; i < samples.Length; i++)
        {
            long sum = 0;
            for (int k = 0; k < coefficients.Length; k++)
            {
                sum += coefficients[k] * samples[i - 1 - k];
            }

            // Hostile coefficients may run away: 33 bits are all that any sample has.
            samples[i] = (samples[i] + (sum >> shift)) << 31 >> 31;
        }
    }

    private static void ReadResidual(FlacBitReader reader, Span<long> samples, int order)
    {
        int coding = (int)reader.Read(2);
        int partitions = 1 << (int)reader.Read(4);
        if (coding > 1 || samples.Length % partitions != 0 || samples.Length / partitions < order)
        {
            throw new AudioFormatException("a broken FLAC residual");
        }

        int parameterBits = coding == 0 ? 4 : 5;
        uint escape = coding == 0 ? 15u : 31u;
        int at = order;
        for (int partition = 1; partition <= partitions; partition++)
        {
            int end = samples.Length / partitions * partition;
            uint parameter = reader.Read(parameterBits);
            Span<long> part = samples[at..end];
            if (parameter == escape)
            {
                ReadPlain(reader, part, (int)reader.Read(5));
            }
            else
            {
                ReadRice(reader, part, (int)parameter);
            }

            at = end;
        }
    }

    private static void ReadRice(FlacBitReader reader, Span<long> part, int parameter)
    {
        for (int i = 0; i < part.Length; i++)
        {
            ulong folded = ((ulong)reader.ReadUnary() << parameter) | reader.Read(parameter);
            part[i] = (long)(folded >> 1) ^ -(long)(folded & 1);
        }
    }
}
