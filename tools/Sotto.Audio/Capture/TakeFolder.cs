using System.Globalization;

namespace Sotto.Audio.Capture;

/// <summary>
/// Takes of one speaker as training reads them, <c>word/speaker_nohash_n.wav</c>, with a line of <c>consent.txt</c> beside them.
/// Nothing that is there is ever written over.
/// </summary>
public sealed class TakeFolder
{
    /// <summary>What a speaker agrees to.</summary>
    public const string Terms = "to be kept in this folder and used to train and test wake models; can be withdrawn by deleting the files";

    private const int LongestName = 32;
    private const string Mark = "_nohash_";

    private readonly string _root;
    private readonly string _folder;
    private readonly WakePhrase _phrase;
    private readonly string _speaker;
    private readonly DateOnly _date;
    private int _next;
    private bool _agreed;

    /// <summary>Opens the folder of a word for one more session.</summary>
    /// <param name="root">The folder of all words; made with the first take.</param>
    /// <param name="phrase">What is said.</param>
    /// <param name="speaker">Name or pseudonym of somebody who has agreed to <see cref="Terms"/>.</param>
    /// <param name="date">When.</param>
    /// <exception cref="CaptureException">The name makes no file name.</exception>
    public TakeFolder(string root, WakePhrase phrase, string speaker, DateOnly date)
    {
        if (speaker.Length is 0 or > LongestName || !speaker.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
        {
            throw new CaptureException($"--name {speaker}: letters, digits and hyphens, {LongestName} at most; a pseudonym will do");
        }

        (_root, _phrase, _speaker, _date) = (root, phrase, speaker, date);
        _folder = Path.Combine(root, phrase.Label);
        _next = Directory.Exists(_folder)
            ? Directory.GetFiles(_folder, $"{speaker}{Mark}*.wav").Select(NumberOf).DefaultIfEmpty(-1).Max() + 1 : 0;
    }

    /// <summary>How the next take will be called.</summary>
    public string NextName => $"{_speaker}{Mark}{_next}.wav";

    /// <summary>Keeps a take; before the first one what was agreed is written down, so that no take is without it.</summary>
    /// <returns>Its path.</returns>
    public string Add(short[] samples)
    {
        if (!_agreed)
        {
            Agree();
            _agreed = true;
        }

        string path = Path.Combine(_folder, NextName);
        using (FileStream file = new(path, FileMode.CreateNew))
        {
            file.Write(WavWriter.Encode(samples));
        }

        _next++;
        return path;
    }

    private void Agree()
    {
        Directory.CreateDirectory(_folder);
        File.AppendAllText(Path.Combine(_root, "consent.txt"), string.Create(
            CultureInfo.InvariantCulture,
            $"{_date:yyyy-MM-dd}; {_speaker}; \"{_phrase.Text}\"; {_phrase.Label}/{_speaker}{Mark}N.wav from N = {_next} on; agreed: {Terms}\n"));
    }

    private static int NumberOf(string path)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        return int.TryParse(name[(name.LastIndexOf('_') + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : -1;
    }
}
