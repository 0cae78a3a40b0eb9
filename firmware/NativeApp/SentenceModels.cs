using System;
using Sotto.Interop;
using Sotto.Models;
using Sotto.Models.Intent;
using Sotto.Models.Spoken;

namespace Sotto.NativeApp;

/// <summary>
/// Makes what hears and understands sentences of the resources "acoustic", "words" and "intents" of this application, or says why a
/// board cannot: then nothing of it stays.
/// </summary>
internal sealed class SentenceModels
{
    private const int Acoustic = 3;
    private const int Words = 4;
    private const int Intents = 5;

    private readonly byte[][] _models;
    private NativeModel _acoustic;
    private NativeWordAutomaton _words;
    private NativeDecoder _decoder;

    /// <summary>Takes files in the place of resources.</summary>
    /// <param name="models">The files, as <see cref="NativeHearing"/> has them; null for resources.</param>
    internal SentenceModels(byte[][] models)
    {
        _models = models;
    }

    /// <summary>Hears sentences; null where they cannot be.</summary>
    internal NativeSession Session { get; private set; }

    /// <summary>Understands them.</summary>
    internal SentenceInterpreter Interpreter { get; private set; }

    /// <summary>Makes both.</summary>
    /// <param name="hasRoom">Whether the managed heap has room for an intent model, 240 KB: with PSRAM.</param>
    /// <param name="wake">The wake model.</param>
    /// <param name="voice">The voice gate's.</param>
    /// <param name="windowMilliseconds">How long after a wake word a sentence may begin.</param>
    /// <returns>Null, or why it cannot be.</returns>
    internal string Open(bool hasRoom, NativeModel wake, NativeModel voice, int windowMilliseconds)
    {
        if (!hasRoom)
        {
            return "a board without PSRAM has no room for the intent model";
        }

        if (_models != null && _models.Length <= Intents)
        {
            return "there are no models for them";
        }

        string reason;
        try
        {
            Make(wake, voice, windowMilliseconds);
            return null;
        }
        catch (ArgumentException wrong)
        {
            reason = wrong.Message;
        }
        catch (ModelFormatException wrong)
        {
            reason = wrong.Message;
        }
        catch (OutOfMemoryException)
        {
            reason = "there is too little memory for the models";
        }

        Free();
        return reason;
    }

    private void Make(NativeModel wake, NativeModel voice, int windowMilliseconds)
    {
        bool isResource = _models == null;
        _acoustic = isResource ? NativeModel.FromResource("acoustic") : NativeModel.FromImage(_models[Acoustic]);
        _words = isResource ? NativeWordAutomaton.FromResource("words") : NativeWordAutomaton.FromImage(_models[Words]);
        _decoder = isResource ? NativeDecoder.FromResource("intents") : NativeDecoder.FromImage(_models[Intents]);
        IntentModel intents = IntentModel.Load(isResource ? NativeDecoder.ReadResource("intents") : _models[Intents]);
        Interpreter = new SentenceInterpreter(new IntentRecogniser(intents, _decoder), new SpokenRules());
        Session = new NativeSession(wake, _acoustic, _words, new SearchSettings(), voice, windowMilliseconds);
    }

    private void Free()
    {
        Interpreter = null;
        if (_decoder != null)
        {
            _decoder.Dispose();
        }

        if (_words != null)
        {
            _words.Dispose();
        }

        if (_acoustic != null)
        {
            _acoustic.Dispose();
        }
    }
}
