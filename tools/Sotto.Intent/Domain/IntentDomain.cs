using Sotto.Intent.Templates;

namespace Sotto.Intent.Domain;

/// <summary>What people say and what it means: a domain file, read and checked.</summary>
/// <param name="Name">Its name.</param>
/// <param name="SkipWords">Phrases that mean nothing, each as its words.</param>
/// <param name="Rules">Parts of templates by name.</param>
/// <param name="Lists">What slots are filled from, by name.</param>
/// <param name="Intents">Intents, in the order of the file.</param>
/// <param name="SlotOrder">Slots in the order in which a frame has them.</param>
/// <param name="House">Rooms and devices.</param>
public sealed record IntentDomain(
    string Name, IReadOnlyList<IReadOnlyList<string>> SkipWords, IReadOnlyDictionary<string, TemplateNode> Rules,
    IReadOnlyDictionary<string, SlotList> Lists, IReadOnlyList<DomainIntent> Intents, IReadOnlyList<string> SlotOrder, House House);

/// <summary>An intent and its sentences.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Sentences">Its templates.</param>
public sealed record DomainIntent(string Name, IReadOnlyList<SentenceTemplate> Sentences);

/// <summary>A template and what its sentences mean beside what they fill in.</summary>
/// <param name="Template">The template.</param>
/// <param name="Slots">Slots with the same value in all of its sentences.</param>
/// <param name="Weight">How often it is drawn.</param>
/// <param name="IsPlain">Whether the domain's own file has it, and not the file of other phrasings.</param>
public sealed record SentenceTemplate(TemplateNode Template, IReadOnlyDictionary<string, string> Slots, double Weight, bool IsPlain = true);

/// <summary>What a slot is filled from.</summary>
public abstract record SlotList;

/// <summary>Phrases with a value each, which go into the lexicon.</summary>
/// <param name="Values">Value and phrase, in the order of the file.</param>
public sealed record PhraseList(IReadOnlyList<(string Value, string Phrase)> Values) : SlotList;

/// <summary>Numbers.</summary>
/// <param name="Least">The least, in thousandths.</param>
/// <param name="Most">The most, in thousandths.</param>
/// <param name="Step">From one to the next, in thousandths.</param>
/// <param name="Sign">-1 where the value is the number with a minus.</param>
public sealed record NumberList(int Least, int Most, int Step, int Sign) : SlotList;

/// <summary>Words that are copied as they are said.</summary>
/// <param name="Examples">Some, to learn from.</param>
public sealed record TextList(IReadOnlyList<string> Examples) : SlotList;

/// <summary>Words that are another command of the domain, copied as they are said.</summary>
public sealed record CommandList : SlotList;

/// <summary>Names of the house: of devices of a class, of all devices, of areas or of floors.</summary>
/// <param name="Class">The class; null for all devices.</param>
public sealed record NameList(string? Class) : SlotList;

/// <summary>Rooms and devices.</summary>
/// <param name="Names">All names in the order of the file.</param>
public sealed record House(IReadOnlyList<HouseName> Names)
{
    /// <summary>The class of rooms.</summary>
    public const string Area = "area";

    /// <summary>The class of floors.</summary>
    public const string Floor = "floor";

    /// <summary>All devices, and the slot that they go by.</summary>
    public const string Device = "name";

    /// <summary>Classes that templates may speak of in every house: rooms, floors and Home Assistant's domains.</summary>
    public static IReadOnlyList<string> Classes { get; } =
    [
        Area, Floor, "light", "switch", "fan", "cover", "lock", "climate", "media_player", "sensor", "binary_sensor", "vacuum", "lawn_mower",
        "todo", "scene", "script", "weather", "person", "valve", "input_boolean", "humidifier", "water_heater", "camera", "button",
    ];

    /// <summary>
    /// What a device of a house may be: Home Assistant's domains. Of those beyond <see cref="Classes"/> templates may speak where the
    /// house has one.
    /// </summary>
    public static IReadOnlyList<string> Domains { get; } =
    [
        .. Classes.Where(IsDevice), "alarm_control_panel", "automation", "calendar", "counter", "date", "datetime", "device_tracker", "event", "group", "image",
        "input_button", "input_datetime", "input_number", "input_select", "input_text", "notify", "number", "remote", "select", "siren", "sun", "text",
        "time", "timer", "update", "zone",
    ];

    /// <summary>Whether a class is of devices.</summary>
    public static bool IsDevice(string nameClass) => nameClass is not (Area or Floor);
}

/// <summary>A room, a floor or a device.</summary>
/// <param name="Class">Area, floor, or the domain of the device.</param>
/// <param name="Name">How frames name it.</param>
/// <param name="Phrases">How people name it.</param>
public sealed record HouseName(string Class, string Name, IReadOnlyList<string> Phrases);
