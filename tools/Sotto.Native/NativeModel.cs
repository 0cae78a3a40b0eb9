using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Sotto.Native;

/// <summary>A model that the native engine has loaded, and one stream through it.</summary>
public sealed unsafe class NativeModel : IDisposable
{
    private const int Alignment = 16;

    private void* _image;
    private void* _model;
    private sbyte* _arena;

    private NativeModel(ReadOnlySpan<byte> image)
    {
        _image = NativeMemory.AlignedAlloc((nuint)Math.Max(image.Length, 1), Alignment);
        _model = NativeMemory.AllocZeroed(NativeMethods.ModelSize());
        image.CopyTo(new Span<byte>(_image, image.Length));
    }

    /// <summary>Bytes of the arena.</summary>
    public int ArenaBytes => Number(0);

    /// <summary>Int8 values that a step takes.</summary>
    public int InputLength => Number(1);

    /// <summary>Int8 values that a step gives.</summary>
    public int OutputLength => Number(2);

    /// <summary>Feature rows that a step takes.</summary>
    public int StepFrames => Number(3);

    /// <summary>0 for wake words, 1 for commands.</summary>
    public int Kind => Number(4);

    /// <summary>Steps that the detector averages.</summary>
    public int Smoothing => Number(6);

    /// <summary>How long the detector stays quiet after a detection.</summary>
    public int RefractoryMilliseconds => Number(7);

    /// <summary>Milliseconds from one feature row to the next.</summary>
    public int FeatureStepMilliseconds => Number(8);

    /// <summary>Whether the model was made for inputs of 0 to 255: ours are theirs less 128.</summary>
    public bool InputIsUnsigned => Number(9) != 0;

    /// <summary>Whether the model was made to give 0 to 255: ours are theirs less 128.</summary>
    public bool OutputIsUnsigned => Number(10) != 0;

    /// <summary>Multiply-accumulates of a step.</summary>
    public int MultiplyAccumulatesPerStep => Number(11);

    /// <summary>The model's name.</summary>
    public string Name => NativeMethods.ModelName(Handle).ToString();

    /// <summary>What each output stands for, and from which mean probability on it is called, in 1/256.</summary>
    public (string Label, int Threshold)[] Labels
    {
        get
        {
            (string, int)[] labels = new (string, int)[Number(5)];
            for (int i = 0; i < labels.Length; i++)
            {
                int threshold;
                string label = NativeMethods.ModelLabel(Handle, i, &threshold).ToString();
                labels[i] = (label, threshold);
            }

            return labels;
        }
    }

    private void* Handle => _model is not null ? _model : throw new ObjectDisposedException(nameof(NativeModel));

    /// <summary>Loads a model; nothing is kept of one that is refused. There must be a library (<see cref="NativeLibraryFile.IsAvailable"/>).</summary>
    /// <param name="image">The whole file, which is copied.</param>
    /// <param name="model">The model.</param>
    public static NativeStatus TryLoad(ReadOnlySpan<byte> image, [NotNullIfNotNull(nameof(model))] out NativeModel? model)
    {
        model = new NativeModel(image);
        NativeStatus status = NativeMethods.ModelLoad(model._model, model._image, (nuint)image.Length);
        if (status != NativeStatus.Ok)
        {
            model.Dispose();
            model = null;
            return status;
        }

        model._arena = (sbyte*)NativeMemory.AlignedAlloc((nuint)model.ArenaBytes, Alignment);
        new Span<sbyte>(model._arena, model.ArenaBytes).Clear();
        model.Reset();
        return status;
    }

    /// <summary>Forgets the stream.</summary>
    public void Reset() => NativeMethods.ModelReset(Handle, _arena);

    /// <summary>Takes the next feature rows and gives the outputs after them.</summary>
    /// <param name="input"><see cref="InputLength"/> quantised features.</param>
    /// <param name="output">Receives <see cref="OutputLength"/> values.</param>
    /// <exception cref="ArgumentException">One of them is too short.</exception>
    public void Step(ReadOnlySpan<sbyte> input, Span<sbyte> output)
    {
        if (input.Length < InputLength || output.Length < OutputLength)
        {
            throw new ArgumentException($"a step takes {InputLength} values and gives {OutputLength}");
        }

        fixed (sbyte* first = input, to = output)
        {
            NativeMethods.ModelStep(Handle, _arena, first, to);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.AlignedFree(_image);
        NativeMemory.AlignedFree(_arena);
        NativeMemory.Free(_model);
        _image = null;
        _arena = null;
        _model = null;
    }

    /// <summary>A number of sotto_model, by its place among them.</summary>
    private int Number(int index) => ((int*)Handle)[index];
}
