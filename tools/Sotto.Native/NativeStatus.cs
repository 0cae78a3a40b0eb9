namespace Sotto.Native;

/// <summary>What the native loader found (sotto_status in sotto.h). All but <see cref="Ok"/> refuse the file.</summary>
public enum NativeStatus
{
    /// <summary>A sound model.</summary>
    Ok = 0,

    /// <summary>A null pointer, or bytes that do not begin at a multiple of 4.</summary>
    BadArgument = 1,

    /// <summary>No .sotto model.</summary>
    NotAModel = 2,

    /// <summary>Another version of the format.</summary>
    BadVersion = 3,

    /// <summary>Longer or shorter than its header says.</summary>
    BadLength = 4,

    /// <summary>Its checksum does not match.</summary>
    BadChecksum = 5,

    /// <summary>A table lies outside the file or at no multiple of 4.</summary>
    BadTable = 6,

    /// <summary>A number in the header or the manifest is out of its range.</summary>
    BadHeader = 7,

    /// <summary>A tensor is out of its range or outside the arena.</summary>
    BadTensor = 8,

    /// <summary>A layer's record or constants are out of their ranges.</summary>
    BadLayer = 9,

    /// <summary>A layer's shape does not fit its tensors.</summary>
    BadShape = 10,

    /// <summary>A layer reads what is not written yet, or writes what is still needed.</summary>
    BadOrder = 11,

    /// <summary>A step reads over 2^26 values.</summary>
    TooMuchWork = 12,
}
