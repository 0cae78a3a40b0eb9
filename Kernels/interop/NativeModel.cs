using System;
using System.Text;
using Sotto.Models;

namespace Sotto.Interop;

/// <summary>
/// A model that the native engine has loaded. Its weights stay where they are: in flash, or in native memory. Runners and
/// sessions that use it must be disposed of before it is.
/// </summary>
public sealed class NativeModel : IDisposable
{
    private const int FirstThreshold = 100;
    private const int LongestText = 255;

    private readonly int _handle;

    private NativeModel(int handle)
    {
        _handle = handle;
    }

    /// <summary>Bytes of working memory of one stream.</summary>
    public int ArenaBytes
    {
        get { return Number(0); }
    }

    /// <summary>Int8 values that a step takes.</summary>
    public int InputLength
    {
        get { return Number(1); }
    }

    /// <summary>Int8 values that a step gives.</summary>
    public int OutputLength
    {
        get { return Number(2); }
    }

    /// <summary>Feature rows that a step takes.</summary>
    public int StepFrames
    {
        get { return Number(3); }
    }

    /// <summary>What it listens for.</summary>
    public ModelKind Kind
    {
        get { return (ModelKind)Number(4); }
    }

    /// <summary>Steps whose probabilities a detector averages, 1 to 255.</summary>
    public int Smoothing
    {
        get { return Number(6); }
    }

    /// <summary>How long a detector stays quiet after a detection.</summary>
    public int RefractoryMilliseconds
    {
        get { return Number(7); }
    }

    /// <summary>Milliseconds from one feature row to the next.</summary>
    public int FeatureStepMilliseconds
    {
        get { return Number(8); }
    }

    /// <summary>Whether the model was made for inputs of 0 to 255: those of a step are 128 less.</summary>
    public bool InputIsUnsigned
    {
        get { return Number(9) != 0; }
    }

    /// <summary>Whether the model was made to give 0 to 255: those of a step are 128 less.</summary>
    public bool OutputIsUnsigned
    {
        get { return Number(10) != 0; }
    }

    /// <summary>Multiply-accumulates of one step.</summary>
    public int MultiplyAccumulatesPerStep
    {
        get { return Number(11); }
    }

    /// <summary>The model's name.</summary>
    public string Name
    {
        get { return Text(-1); }
    }

    /// <summary>What each output stands for. Made anew at each call.</summary>
    public string[] Labels
    {
        get
        {
            string[] labels = new string[Number(5)];
            for (int i = 0; i < labels.Length; i++)
            {
                labels[i] = Text(i);
            }

            return labels;
        }
    }

    /// <summary>What native functions know a model by.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="ArgumentNullException">There is none.</exception>
    internal static int HandleOf(NativeModel model)
    {
        if (model == null)
        {
            throw new ArgumentNullException("model");
        }

        return model._handle;
    }

    /// <summary>Loads a model and checks all of it, once.</summary>
    /// <param name="image">The whole file, which is copied.</param>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    /// <exception cref="ModelFormatException">It is no sound model.</exception>
    public static NativeModel FromImage(byte[] image)
    {
        return new NativeModel(NativeResult.Check(NativeMethods.Load(image, image == null ? 0 : image.Length)));
    }

    /// <summary>
    /// The same from a binary resource of any deployed assembly, which is used in place: it costs no managed memory but this
    /// object.
    /// </summary>
    /// <param name="name">The resource's name.</param>
    /// <exception cref="ArgumentException">There is no such resource.</exception>
    /// <exception cref="ModelFormatException">It is no sound model.</exception>
    /// <exception cref="NotSupportedException">This is not nanoFramework.</exception>
    public static NativeModel FromResource(string name)
    {
        return new NativeModel(NativeResult.Check(NativeMethods.LoadResource(name)));
    }

    /// <summary>From which mean probability on a label is called, 0 to 255 in units of 1/256.</summary>
    /// <param name="label">Number of the label.</param>
    public int ThresholdOf(int label)
    {
        // A field under the first threshold's would be another number of the model.
        return Number(label < 0 ? int.MaxValue : FirstThreshold + label);
    }

    /// <summary>Frees it.</summary>
    /// <exception cref="InvalidOperationException">Something uses it still.</exception>
    /// <exception cref="ObjectDisposedException">It was freed before.</exception>
    public void Dispose()
    {
        NativeResult.Check(NativeMethods.Close(_handle));
    }

    private int Number(int field)
    {
        return NativeResult.Check(NativeMethods.ModelNumber(_handle, field));
    }

    private string Text(int index)
    {
        byte[] text = new byte[LongestText];
        int length = NativeResult.Check(NativeMethods.ModelText(_handle, index, text, text.Length));
        return Encoding.UTF8.GetString(text, 0, length);
    }
}
