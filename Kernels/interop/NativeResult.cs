using System;
using Sotto.Kernels;
using Sotto.Models;

namespace Sotto.Interop;

/// <summary>What native functions say went wrong, as exceptions.</summary>
internal static class NativeResult
{
    /// <summary>An array or object is null.</summary>
    internal const int Null = -1;

    /// <summary>A number is none that an array or object has.</summary>
    internal const int OutOfRange = -2;

    private const int Closed = -3;
    private const int BadState = -4;
    private const int NoMemory = -5;
    private const int Unsuitable = -6;
    private const int NoSource = -7;
    private const int NoResource = -8;
    private const int BadModel = -100;

    /// <summary>Gives a result back that is no error, and throws what an error means.</summary>
    /// <param name="result">What a function returned.</param>
    [Step]
    internal static int Check(int result)
    {
        if (result < 0)
        {
            Throw(result);
        }

        return result;
    }

    /// <summary>Apart, since a step must not make an exception itself.</summary>
    private static void Throw(int result)
    {
        throw Make(result);
    }

    private static Exception Make(int result)
    {
        switch (result)
        {
            case Null:
                return new ArgumentNullException();
            case OutOfRange:
                return new ArgumentOutOfRangeException();
            case Closed:
                return new ObjectDisposedException("a native object");
            case BadState:
                return new InvalidOperationException("not possible in this state");
            case NoMemory:
                return new OutOfMemoryException();
            case Unsuitable:
                return new ArgumentException("a session takes a wake model and a command model, or an acoustic model of 40 sounds, of rows of 40 features, 10 ms apart");
            case NoSource:
                return new InvalidOperationException("the source of audio cannot be opened");
            case NoResource:
                return new ArgumentException("no deployed assembly has a model as a resource of this name");
            default:
                return new ModelFormatException(Refusal(BadModel - result));
        }
    }

    /// <summary>Why the loader refuses a model.</summary>
    /// <param name="status">A sotto_status of sotto.h.</param>
    private static string Refusal(int status)
    {
        switch (status)
        {
            case 1:
                return "its bytes do not begin at a multiple of 4";
            case 2:
                return "not a model of this kind";
            case 3:
                return "a model of another version";
            case 4:
                return "cut short or too long";
            case 5:
                return "damaged: its checksum does not match";
            case 6:
                return "a table lies outside the file or at no multiple of 4";
            case 7:
                return "a number or a name in the header or the manifest is wrong";
            case 8:
                return "a tensor is out of its range or outside the arena";
            case 9:
                return "a layer's record or constants are out of their ranges";
            case 10:
                return "a layer's shape does not fit its tensors";
            case 11:
                return "a layer reads what is not written yet, or writes what is still needed";
            case 12:
                return "a step of over 2^26 values";
            case 13:
                return "a decoder's sizes are out of their ranges or do not fit each other";
            case 14:
                return "a decoder's factor is out of its range";
            case 15:
                return "a word, state, arc, node or leaf of the word automaton is wrong";
            default:
                return "status " + status.ToString() + " of sotto.h";
        }
    }
}
