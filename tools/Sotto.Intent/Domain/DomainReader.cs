using Sotto.Intent.Templates;
using Sotto.Models.Text;
using YamlDotNet.RepresentationModel;

namespace Sotto.Intent.Domain;

/// <summary>Reads domain files.</summary>
public sealed class DomainReader
{
    private readonly YamlFile _file;
    private readonly PhraseBook _phrases;
    private readonly TemplateChecker _checker;
    private readonly Dictionary<string, (TemplateNode Template, YamlNode At)> _rules = [];
    private readonly Dictionary<string, SlotList> _lists = [];
    private readonly List<string> _slotOrder = [];
    private House _house = new([]);

    private DomainReader(YamlFile file)
    {
        _file = file;
        _phrases = new PhraseBook(file);
        _checker = new TemplateChecker(file, _lists, _rules);
    }

    /// <summary>A reader of more sentences of a domain.</summary>
    private DomainReader(YamlFile file, DomainReader domain)
    {
        _file = file;
        _phrases = domain._phrases;
        (_rules, _lists, _slotOrder, _house) = (domain._rules, domain._lists, domain._slotOrder, domain._house);
        _checker = new TemplateChecker(file, _lists, _rules);
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="DomainException">It is missing or wrong.</exception>
    public static IntentDomain Read(string path)
    {
        YamlFile file = new(path);
        return new DomainReader(file).ReadRoot(file.Load());
    }

    /// <summary>Reads a file that has no house of its own and speaks of another domain's.</summary>
    /// <param name="path">The file.</param>
    /// <param name="house">The house.</param>
    /// <exception cref="DomainException">It is missing or wrong.</exception>
    public static IntentDomain ReadFor(string path, House house)
    {
        YamlFile file = new(path);
        return new DomainReader(file) { _house = house }.ReadRoot(file.Load());
    }

    /// <summary>Reads a file's text.</summary>
    /// <param name="name">The file's name in messages.</param>
    /// <param name="text">Its text.</param>
    /// <exception cref="DomainException">It is wrong.</exception>
    public static IntentDomain Parse(string name, string text)
    {
        YamlFile file = new(name);
        return new DomainReader(file).ReadRoot(file.Parse(text));
    }

    private IntentDomain ReadRoot(YamlMappingNode root)
    {
        Dictionary<string, YamlNode> parts = [];
        foreach ((YamlNode at, string key, YamlNode value) in _file.Entries(root, "the file"))
        {
            parts[key] = key is "name" or "language" or "skip_words" or "rules" or "lists" or "intents" or "phrasings" or "slots" or "house"
                ? value : throw _file.Wrong(at, $"a domain has no {key}");
        }

        if (!parts.TryGetValue("name", out YamlNode? name) || !parts.TryGetValue("intents", out YamlNode? intents))
        {
            throw _file.Wrong(parts.ContainsKey("name") ? "no intents" : "no name");
        }

        if (parts.TryGetValue("language", out YamlNode? language) && _file.Text(language, "language") is not "en" and string other)
        {
            throw _file.Wrong(language, $"{other}: words are normalised for en only");
        }

        if (parts.TryGetValue("house", out YamlNode? house))
        {
            _house = new HouseReader(_file, _phrases).Read(house);
        }

        ReadLists(parts.GetValueOrDefault("lists"));
        ReadRules(parts.GetValueOrDefault("rules"));
        ReadSlotOrder(parts.GetValueOrDefault("slots"));
        IReadOnlyList<string>[] skipWords = [.. ReadSkipWords(parts.GetValueOrDefault("skip_words"))];
        List<DomainIntent> read = ReadIntents(intents);
        if (parts.TryGetValue("phrasings", out YamlNode? phrasings))
        {
            AddPhrasings(phrasings, read);
        }

        Dictionary<string, TemplateNode> rules = _rules.ToDictionary(rule => rule.Key, rule => rule.Value.Template);
        return new IntentDomain(_file.Text(name, "name"), skipWords, rules, _lists, read, _slotOrder, _house);
    }

    /// <summary>A list of slots, or a mapping whose keys are slots.</summary>
    private void ReadSlotOrder(YamlNode? node)
    {
        if (node is YamlMappingNode)
        {
            _slotOrder.AddRange(_file.Entries(node, "slots").Select(entry => entry.Key));
        }
        else if (node is not null)
        {
            _slotOrder.AddRange(_file.Items(node, "slots").Select(slot => _file.Text(slot, "a slot")));
        }

        if (node is not null && _slotOrder.Distinct().Count() != _slotOrder.Count)
        {
            throw _file.Wrong(node, "a slot twice in slots");
        }
    }

    private IEnumerable<IReadOnlyList<string>> ReadSkipWords(YamlNode? node)
    {
        Sentence sentence = new();
        foreach (YamlNode item in node is null ? [] : _file.Items(node, "skip_words"))
        {
            TextNormalizer.Normalise(_file.Text(item, "a skip word"), sentence);
            yield return sentence.Count > 0 ? [.. sentence.Words.Take(sentence.Count)] : throw _file.Wrong(item, "a skip word without words");
        }
    }

    private void ReadLists(YamlNode? node)
    {
        foreach (string nameClass in House.Classes.Union(_house.Names.Select(name => name.Class)))
        {
            _lists[nameClass] = new NameList(nameClass);
        }

        _lists[House.Device] = new NameList(null);

        if (node is null)
        {
            return;
        }

        ListReader reader = new(_file, _phrases);
        foreach ((YamlNode at, string key, YamlNode value) in _file.Entries(node, "lists"))
        {
            if (!_lists.TryAdd(key, reader.Read(key, value)))
            {
                throw _file.Wrong(at, $"{key} is a list of the house");
            }
        }
    }

    private void ReadRules(YamlNode? node)
    {
        if (node is null)
        {
            return;
        }

        foreach ((YamlNode at, string key, YamlNode value) in _file.Entries(node, "rules"))
        {
            if (!_rules.TryAdd(key, (ReadTemplate(value), value)))
            {
                throw _file.Wrong(at, $"rule {key} twice");
            }
        }

        _checker.CheckRules();
    }

    private TemplateNode ReadTemplate(YamlNode node)
    {
        try
        {
            return TemplateParser.Parse(_file.Text(node, "a template"), list => _lists.GetValueOrDefault(list) is NumberList);
        }
        catch (FormatException error)
        {
            throw _file.Wrong(node, $"{node}: {error.Message}");
        }
    }

    private List<DomainIntent> ReadIntents(YamlNode node)
    {
        List<DomainIntent> read = [.. _file.Entries(node, "intents").Select(entry => ReadIntent(entry.Key, entry.Value))];
        return read.Count > 0 ? read : throw _file.Wrong(node, "no intents");
    }

    /// <summary>Sentences of a file beside the domain's, for intents that the domain has.</summary>
    private void AddPhrasings(YamlNode node, List<DomainIntent> intents)
    {
        if (_file.Beside(_file.Text(node, "phrasings")) is not { } file)
        {
            throw _file.Wrong(node, $"{node}: phrasings are a file beside this one");
        }

        new DomainReader(file, this).ReadPhrasings(intents);
    }

    private void ReadPhrasings(List<DomainIntent> intents)
    {
        Dictionary<string, YamlNode> parts = [];
        foreach ((YamlNode at, string key, YamlNode value) in _file.Entries(_file.Load(), "the file"))
        {
            parts[key] = key is "rules" or "intents" ? value : throw _file.Wrong(at, $"phrasings have no {key}");
        }

        ReadRules(parts.GetValueOrDefault("rules"));
        YamlNode node = parts.GetValueOrDefault("intents") ?? throw _file.Wrong("no intents");
        foreach (DomainIntent more in ReadIntents(node))
        {
            int place = intents.FindIndex(intent => intent.Name == more.Name);
            if (place < 0)
            {
                throw _file.Wrong(node, $"the domain has no intent {more.Name}");
            }

            // The domain's own sentences are the plain ones, and said as often as all others.
            IReadOnlyList<SentenceTemplate> own = intents[place].Sentences;
            double share = Math.Min(1, own.Sum(sentence => sentence.Weight) / more.Sentences.Sum(sentence => sentence.Weight));
            intents[place] = intents[place] with { Sentences = [.. own, .. more.Sentences.Select(sentence => sentence with { Weight = share * sentence.Weight, IsPlain = false })] };
        }
    }

    private DomainIntent ReadIntent(string name, YamlNode node)
    {
        List<SentenceTemplate> sentences = [];
        foreach ((YamlNode at, string key, YamlNode value) in _file.Entries(node, name))
        {
            switch (key)
            {
                case "description":
                    _file.Text(value, "description");
                    break;
                case "sentences":
                    sentences.AddRange(_file.Items(value, "sentences").SelectMany(ReadSentences));
                    break;
                default:
                    throw _file.Wrong(at, $"an intent has no {key}");
            }
        }

        return sentences.Count > 0 ? new DomainIntent(name, sentences) : throw _file.Wrong(node, $"{name} has no sentences");
    }

    private IEnumerable<SentenceTemplate> ReadSentences(YamlNode node)
    {
        IEnumerable<YamlNode> templates = [node];
        Dictionary<string, string> slots = [];
        double weight = 1;
        if (node is YamlMappingNode)
        {
            templates = [];
            foreach ((YamlNode at, string key, YamlNode value) in _file.Entries(node, "a sentence"))
            {
                switch (key)
                {
                    case "in":
                        templates = _file.Items(value, "in");
                        break;
                    case "slots":
                        slots = _file.Entries(value, "slots").ToDictionary(slot => slot.Key, slot => _file.Text(slot.Value, slot.Key));
                        break;
                    case "weight":
                        weight = _file.Thousandths(value, "weight") / 1000.0;
                        break;
                    default:
                        throw _file.Wrong(at, $"a sentence has no {key}");
                }
            }
        }

        return ReadTemplates(node, [.. templates], slots, weight);
    }

    private List<SentenceTemplate> ReadTemplates(YamlNode node, IReadOnlyList<YamlNode> templates, Dictionary<string, string> slots, double weight)
    {
        if (templates.Count == 0 || weight <= 0)
        {
            throw _file.Wrong(node, templates.Count == 0 ? "a sentence without in" : "a weight that is not above 0");
        }

        List<SentenceTemplate> read = [];
        foreach (YamlNode template in templates)
        {
            TemplateNode parsed = ReadTemplate(template);
            IReadOnlyList<string> filled = _checker.CheckSentence(parsed, template, slots.Keys).Slots;
            read.Add(new SentenceTemplate(parsed, slots, weight));
            _slotOrder.AddRange([.. slots.Keys.Concat(filled).Except(_slotOrder)]);
        }

        return read;
    }
}
