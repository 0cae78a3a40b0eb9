using Sotto.Models.Text;
using YamlDotNet.RepresentationModel;

namespace Sotto.Intent.Domain;

/// <summary>Reads the rooms and devices of a domain file.</summary>
/// <param name="file">The file.</param>
internal sealed class HouseReader(YamlFile file)
{
    private readonly List<HouseName> _names = [];
    private readonly Dictionary<string, string> _phrases = [];
    private readonly Sentence _sentence = new();

    /// <summary>The house.</summary>
    internal House Read(YamlNode node)
    {
        foreach ((YamlNode at, string key, YamlNode value) in file.Entries(node, "house"))
        {
            string fixedClass = key switch
            {
                "floors" => House.Floor,
                "areas" => House.Area,
                "devices" => "",
                _ => throw file.Wrong(at, $"house has no {key}"),
            };
            foreach (YamlNode item in file.Items(value, key))
            {
                ReadName(item, fixedClass);
            }
        }

        return new House(_names);
    }

    private void ReadName(YamlNode node, string fixedClass)
    {
        string? name = null;
        string nameClass = fixedClass;
        List<(YamlNode At, string Phrase)> phrases = [];
        foreach ((YamlNode at, string key, YamlNode value) in file.Entries(node, "a name of the house"))
        {
            switch (key)
            {
                case "name":
                    name = file.Text(value, "name");
                    phrases.Insert(0, (value, name));
                    break;
                case "aliases":
                    phrases.AddRange(file.Items(value, "aliases").Select(item => (item, file.Text(item, "an alias"))));
                    break;
                case "domain" when fixedClass.Length == 0:
                    nameClass = file.Text(value, "domain");
                    break;
                case "floor" when fixedClass == House.Area:
                    RequireName(value, House.Floor);
                    break;
                case "area" when fixedClass.Length == 0:
                    RequireName(value, House.Area);
                    break;
                case "device_class" when fixedClass.Length == 0:
                    file.Text(value, "device_class");
                    break;
                default:
                    throw file.Wrong(at, $"a name of the house has no {key}");
            }
        }

        if (name is null || nameClass.Length == 0)
        {
            throw file.Wrong(node, name is null ? "no name" : $"{name} has no domain");
        }

        phrases.ForEach(phrase => Claim(phrase.At, phrase.Phrase, $"{nameClass} {name}"));
        _names.Add(new HouseName(nameClass, name, [.. phrases.Select(phrase => phrase.Phrase)]));
    }

    /// <summary>Two things cannot go by one name.</summary>
    private void Claim(YamlNode at, string phrase, string owner)
    {
        TextNormalizer.Normalise(phrase, _sentence);
        string words = string.Join(' ', _sentence.Words.Take(_sentence.Count));
        if (words.Length == 0)
        {
            throw file.Wrong(at, $"{phrase} has no words");
        }

        if (!_phrases.TryAdd(words, owner))
        {
            throw file.Wrong(at, $"{phrase} is {_phrases[words]} already");
        }
    }

    private void RequireName(YamlNode node, string nameClass)
    {
        string name = file.Text(node, nameClass);
        if (!_names.Exists(known => known.Class == nameClass && known.Name == name))
        {
            throw file.Wrong(node, $"{name} is no {nameClass} of this house");
        }
    }
}
