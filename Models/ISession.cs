using Sotto.Kernels;
using Sotto.Models.Spoken;

namespace Sotto.Models;

/// <summary>
/// From samples to events: front end, wake model, command window, and what hears commands in it: a command model, of single words,
/// or an acoustic model and a search, of sentences. It knows no hardware and no clock: its time is the samples that it was given. How
/// the audio is cut into blocks changes nothing.
/// </summary>
public interface ISession
{
    /// <summary>What each output of the wake model stands for; empty where there is none.</summary>
    string[] WakeLabels { get; }

    /// <summary>What each output of the command model stands for; empty where sentences are heard.</summary>
    string[] CommandLabels { get; }

    /// <summary>The best sentences of the last event that told of any; null where single words are heard.</summary>
    NBestList Sentences { get; }

    /// <summary>Samples since the start of the stream.</summary>
    long SamplesHeard { get; }

    /// <summary>How long the command window stays open, rounded up; 0 when it is closed.</summary>
    int WindowLeftMilliseconds { get; }

    /// <summary>Forgets the stream: the window is closed and no event waits.</summary>
    void Reset();

    /// <summary>
    /// Opens the command window as a wake word does, or anew where it is open, without an event: someone pressed a button to talk.
    /// Nothing happens where there is no wake model.
    /// </summary>
    [Step]
    void OpenWindow();

    /// <summary>Takes the next audio.</summary>
    /// <param name="samples">16 kHz mono samples.</param>
    /// <param name="offset">The first to take.</param>
    /// <param name="count">How many there are, any number.</param>
    /// <returns>How many were taken: fewer where events wait, which are to be taken before the rest is fed.</returns>
    [Step]
    int Feed(short[] samples, int offset, int count);

    /// <summary>Takes the oldest event that waits.</summary>
    /// <param name="into">Receives it.</param>
    /// <returns>Whether there was one.</returns>
    [Step]
    bool TryTake(SessionEvent into);
}
