using Sotto.Kernels;
using Sotto.Models;

namespace Sotto.Firmware;

/// <summary>Finds out whether a model can serve as the board's.</summary>
public static class ModelCheck
{
    /// <summary>Says what is wrong with a model.</summary>
    /// <param name="image">The whole file.</param>
    /// <param name="kind">What it is to listen for.</param>
    /// <param name="maximumArena">Bytes of working memory that it may take.</param>
    /// <returns>What is wrong, or null.</returns>
    public static string Refuse(byte[] image, ModelKind kind, int maximumArena)
    {
        Model model;
        try
        {
            model = Model.Load(image);
        }
        catch (ModelFormatException error)
        {
            return error.Message;
        }

        if (model.Kind != kind)
        {
            return kind == ModelKind.Wake ? "it is a model of commands" : "it is a model of wake words";
        }

        if (model.ArenaBytes > maximumArena)
        {
            return "it takes " + model.ArenaBytes.ToString() + " bytes of working memory, at most " + maximumArena.ToString() + " are there";
        }

        if (model.InputLength != model.StepFrames * FrontEnd.FeatureCount
            || model.FeatureStepMilliseconds * FrontEnd.SampleRate != FrontEnd.Hop * 1000)
        {
            return "it takes other features than 40 every 10 ms";
        }

        return HasWord(model.Labels) ? null : "it knows no word";
    }

    private static bool HasWord(string[] labels)
    {
        bool found = false;
        for (int i = 0; i < labels.Length; i++)
        {
            found |= Detector.IsWord(labels[i]);
        }

        return found;
    }
}
