namespace Sotto.Models;

/// <summary>What a session heard.</summary>
public enum SessionEventKind
{
    /// <summary>A wake word; the command window is open from here on.</summary>
    Wake = 1,

    /// <summary>A command word in the window, which is closed from here on.</summary>
    Command = 2,

    /// <summary>The window closed without a command.</summary>
    WindowClosed = 3,

    /// <summary>A sentence in the window, which is closed from here on: <see cref="ISession.Sentences"/> has the best.</summary>
    Sentence = 4,
}
