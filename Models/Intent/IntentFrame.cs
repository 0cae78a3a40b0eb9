namespace Sotto.Models.Intent;

/// <summary>A command as it was understood: an intent and its slots.</summary>
public sealed class IntentFrame
{
    /// <summary>Names of the slots that are filled, <see cref="Count"/> of them.</summary>
    public readonly string[] Slots = new string[IntentFormat.MaximumSlots];

    /// <summary>Their values: names as the house has them, numbers in digits, text as it was said.</summary>
    public readonly string[] Values = new string[IntentFormat.MaximumSlots];

    /// <summary>Whether a value is a number.</summary>
    public readonly bool[] AreNumbers = new bool[IntentFormat.MaximumSlots];

    /// <summary>Name of the intent.</summary>
    public string Intent;

    /// <summary>What the intent stands for.</summary>
    public IntentKind Kind;

    /// <summary>Slots that are filled.</summary>
    public int Count;

    /// <summary>What of the sentence it holds.</summary>
    public Evidence Evidence;

    /// <summary>How sure it is, 0 to <see cref="IntentFormat.One"/>.</summary>
    public int Confidence;

    /// <summary>The value of a slot; null where it is not filled.</summary>
    public string ValueOf(string slot)
    {
        int place = PlaceOf(slot);
        return place < 0 ? null : Values[place];
    }

    /// <summary>The place of a slot, -1 where it is not filled.</summary>
    public int PlaceOf(string slot)
    {
        for (int i = 0; i < Count; i++)
        {
            if (Slots[i] == slot)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Fills a slot, anew where it is filled already. More than <see cref="IntentFormat.MaximumSlots"/> are left out.</summary>
    public void Set(string slot, string value, bool isNumber)
    {
        int place = PlaceOf(slot);
        if (place < 0)
        {
            if (Count == IntentFormat.MaximumSlots)
            {
                return;
            }

            place = Count++;
        }

        Slots[place] = slot;
        Values[place] = value;
        AreNumbers[place] = isNumber;
    }

    /// <summary>Empties a slot.</summary>
    public void Remove(string slot)
    {
        int place = PlaceOf(slot);
        if (place < 0)
        {
            return;
        }

        Count--;
        for (int i = place; i < Count; i++)
        {
            Slots[i] = Slots[i + 1];
            Values[i] = Values[i + 1];
            AreNumbers[i] = AreNumbers[i + 1];
        }
    }

    /// <summary>Becomes as another frame is.</summary>
    public void CopyFrom(IntentFrame other)
    {
        Intent = other.Intent;
        Kind = other.Kind;
        Evidence = other.Evidence;
        Confidence = other.Confidence;
        Count = 0;
        for (int i = 0; i < other.Count; i++)
        {
            Set(other.Slots[i], other.Values[i], other.AreNumbers[i]);
        }
    }
}
