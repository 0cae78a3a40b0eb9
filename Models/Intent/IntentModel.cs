using System.Text;
using Sotto.Kernels;

namespace Sotto.Models.Intent;

/// <summary>
/// A language model that reads a sentence and writes intents and slots. Its weights are used where they lie in the file; what
/// loading makes are the names, the lexicon and small records.
/// </summary>
public sealed class IntentModel
{
    private readonly int _confidence;

    private IntentModel(byte[] file)
    {
        File = file;
        CheckHeader(file);
        Rows = new IntentRows(file, ModelFile.ReadInt(file, 20));
        Shape = DecoderReader.Read(file, ModelFile.ReadInt(file, 16));
        if (Shape.Rows != Rows.Count)
        {
            throw new ModelFormatException("the embedding has " + Shape.Rows.ToString() + " rows, not " + Rows.Count.ToString());
        }

        ReadNames(ModelFile.ReadInt(file, 20) + 16);
        Grammar = new FrameGrammar(file, ModelFile.ReadInt(file, 24), Rows);
        Lexicon = ReadPhrases(ModelFile.ReadInt(file, 28));
        _confidence = ModelFile.ReadInt(file, 32);
        ModelFile.Check(file, _confidence, 2 * (IntentFormat.Thresholds + IntentFormat.ConfidencePoints));
    }

    /// <summary>The whole file.</summary>
    public byte[] File { get; }

    /// <summary>What the rows of the embedding stand for.</summary>
    public IntentRows Rows { get; }

    /// <summary>The decoder's sizes and where its tables lie.</summary>
    public DecoderShape Shape { get; }

    /// <summary>Which frames may be written.</summary>
    public FrameGrammar Grammar { get; }

    /// <summary>The phrases of the domain and of the house it was compiled with.</summary>
    public Lexicon Lexicon { get; }

    /// <summary>Names of the lexicon's classes.</summary>
    public string[] Classes { get; private set; }

    /// <summary>Names of the intents.</summary>
    public string[] Intents { get; private set; }

    /// <summary>What each intent stands for.</summary>
    public IntentKind[] Kinds { get; private set; }

    /// <summary>The fields.</summary>
    public IntentField[] Fields { get; private set; }

    /// <summary>The values that are written.</summary>
    public string[] Values { get; private set; }

    /// <summary>Checks a file and reads it.</summary>
    /// <param name="file">Its bytes, which must not change as long as the model is used.</param>
    /// <exception cref="ModelFormatException">It is no intent model, or something in it is wrong.</exception>
    public static IntentModel Load(byte[] file)
    {
        return new IntentModel(file);
    }

    /// <summary>How often, on held-out sentences, frames of a probability are right.</summary>
    /// <param name="probability">Of <see cref="IntentFormat.One"/>.</param>
    /// <returns>Of <see cref="IntentFormat.One"/>.</returns>
    public int ConfidenceOf(int probability)
    {
        const int step = IntentFormat.One / (IntentFormat.ConfidencePoints - 1);
        int point = probability / step;
        if (point >= IntentFormat.ConfidencePoints - 1)
        {
            return ConfidenceAt(IntentFormat.ConfidencePoints - 1);
        }

        int low = ConfidenceAt(point);
        return low + ((ConfidenceAt(point + 1) - low) * (probability - (point * step)) / step);
    }

    /// <summary>From which confidence a frame is taken.</summary>
    /// <param name="evidence">What of the sentence it holds.</param>
    /// <returns>Of <see cref="IntentFormat.One"/>.</returns>
    public int ThresholdOf(Evidence evidence)
    {
        return ModelFile.ReadShort(File, _confidence + (2 * (int)evidence));
    }

    private static void CheckHeader(byte[] file)
    {
        if (file.Length < IntentFormat.HeaderLength || (uint)ModelFile.ReadInt(file, 0) != IntentFormat.Magic)
        {
            throw new ModelFormatException("not an intent model");
        }

        if (ModelFile.ReadShort(file, 4) != IntentFormat.Version || ModelFile.ReadShort(file, 6) != IntentFormat.HeaderLength)
        {
            throw new ModelFormatException("version " + ModelFile.ReadShort(file, 4).ToString() + ", not " + IntentFormat.Version.ToString());
        }

        if (file.Length > IntentFormat.MaximumLength || ModelFile.ReadInt(file, 8) != file.Length)
        {
            throw new ModelFormatException("the file is cut short or too long");
        }

        if ((uint)ModelFile.ReadInt(file, 12) != ModelFile.Checksum(file, 16, file.Length - 16))
        {
            throw new ModelFormatException("the checksum does not match");
        }
    }

    private int ConfidenceAt(int point)
    {
        int value = ModelFile.ReadShort(File, _confidence + (2 * (IntentFormat.Thresholds + point)));
        return value > IntentFormat.One ? IntentFormat.One : value;
    }

    private void ReadNames(int at)
    {
        Classes = new string[Rows.Classes];
        at = ReadTexts(at, Classes);
        Intents = new string[Rows.Intents];
        Kinds = new IntentKind[Rows.Intents];
        for (int i = 0; i < Rows.Intents; i++)
        {
            Kinds[i] = (IntentKind)ReadByte(at, 3, "kind of an intent");
            Intents[i] = ReadText(ref at, 1);
        }

        Fields = new IntentField[Rows.Fields];
        for (int i = 0; i < Rows.Fields; i++)
        {
            FieldKind kind = (FieldKind)ReadByte(at, 4, "kind of a field");
            ulong classes = (uint)ModelFile.ReadInt(File, at + 4) | ((ulong)(uint)ModelFile.ReadInt(File, at + 8) << 32);
            bool isOpen = ReadByte(at + 1, 1, "openness of a field") == 1;
            int sign = ReadByte(at + 2, 1, "sign of a field") == 1 ? -1 : 1;
            Fields[i] = new IntentField(ReadText(ref at, 12), kind, classes, isOpen, sign);
        }

        Values = new string[Rows.Values];
        ReadTexts(at, Values);
    }

    private int ReadTexts(int at, string[] texts)
    {
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] = ReadText(ref at, 0);
        }

        return at;
    }

    private int ReadByte(int at, int most, string what)
    {
        ModelFile.Check(File, at, 1);
        if (File[at] > most)
        {
            throw new ModelFormatException(what + " is " + File[at].ToString() + ", not 0 to " + most.ToString());
        }

        return File[at];
    }

    /// <summary>Text in UTF-8 with its length before it, some bytes further on; moves behind it.</summary>
    private string ReadText(ref int at, int skip)
    {
        ModelFile.Check(File, at, skip + 1);
        int length = File[at + skip];
        ModelFile.Check(File, at + skip + 1, length);
        string text = Encoding.UTF8.GetString(File, at + skip + 1, length);
        at += skip + 1 + length;
        return text;
    }

    private Lexicon ReadPhrases(int at)
    {
        int count = ModelFile.ReadRange(File, at, 2, 0, IntentFormat.MaximumPhrases, "phrases");
        Lexicon lexicon = new Lexicon();
        at += 2;
        for (int i = 0; i < count; i++)
        {
            int phraseClass = ReadByte(at, Rows.Classes - 1, "class of a phrase");
            string value = ReadText(ref at, 1);
            lexicon.Add(ReadText(ref at, 0), phraseClass, value);
        }

        return lexicon;
    }
}
