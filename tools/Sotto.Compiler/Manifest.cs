using Sotto.Models;

namespace Sotto.Compiler;

/// <summary>What a model says of itself and of how it wants to be listened to.</summary>
/// <param name="Name">Its name, printable ASCII.</param>
/// <param name="Kind">What it listens for.</param>
/// <param name="Labels">What each output stands for, printable ASCII.</param>
/// <param name="Thresholds">From which mean probability on each label is called, 0 to 255 in units of 1/256.</param>
/// <param name="Smoothing">Steps that the detector averages, 1 to 255.</param>
/// <param name="RefractoryMilliseconds">How long the detector stays quiet after a detection.</param>
/// <param name="FeatureStepMilliseconds">Milliseconds from one feature row to the next.</param>
public sealed record Manifest(
    string Name, ModelKind Kind, string[] Labels, int[] Thresholds, int Smoothing, int RefractoryMilliseconds,
    int FeatureStepMilliseconds)
{
    /// <summary>Whether the model was made for inputs of 0 to 255, of which ours are 128 less.</summary>
    public bool UnsignedInput { get; init; }

    /// <summary>Whether the model was made to give 0 to 255, of which ours are 128 less.</summary>
    public bool UnsignedOutput { get; init; }
}
