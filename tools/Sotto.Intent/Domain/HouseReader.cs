using YamlDotNet.RepresentationModel;

namespace Sotto.Intent.Domain;

/// <summary>Reads the rooms and devices of a domain file.</summary>
/// <param name="file">The file.</param>
/// <param name="phrases">Takes all names.</param>
internal sealed class HouseReader(YamlFile file, PhraseBook phrases)
{
    private readonly List<HouseName> _names = [];
    private readonly List<(YamlNode At, string Class, string Name)> _places = [];

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

        // Only now: rooms may stand behind the devices in them.
        foreach ((YamlNode at, string nameClass, string name) in _places)
        {
            if (!_names.Exists(known => known.Class == nameClass && known.Name == name))
            {
                throw file.Wrong(at, $"{name} is no {nameClass} of this house");
            }
        }

        return new House(_names);
    }

    private void ReadName(YamlNode node, string fixedClass)
    {
        string? name = null;
        string nameClass = fixedClass;
        List<(YamlNode At, string Phrase)> said = [];
        foreach ((YamlNode at, string key, YamlNode value) in file.Entries(node, "a name of the house"))
        {
            switch (key)
            {
                case "name":
                    name = file.Text(value, "name");
                    said.Insert(0, (value, name));
                    break;
                case "aliases":
                    said.AddRange(file.Items(value, "aliases").Select(item => (item, file.Text(item, "an alias"))));
                    break;
                case "domain" when fixedClass.Length == 0:
                    nameClass = file.Text(value, "domain");
                    if (!House.Domains.Contains(nameClass))
                    {
                        throw file.Wrong(value, $"there is no domain {nameClass}");
                    }

                    break;
                case "floor" when fixedClass == House.Area:
                    _places.Add((value, House.Floor, file.Text(value, "floor")));
                    break;
                case "area" when fixedClass.Length == 0:
                    _places.Add((value, House.Area, file.Text(value, "area")));
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

        if (_names.Exists(known => known.Class == nameClass && known.Name == name))
        {
            throw file.Wrong(node, $"{name} is {nameClass} {name} already");
        }

        said.ForEach(phrase => phrases.Claim(phrase.At, phrase.Phrase, $"{nameClass} {name}"));
        _names.Add(new HouseName(nameClass, name, [.. said.Select(phrase => phrase.Phrase)]));
    }
}
