using Sotto.Kernels;
using Sotto.Models;

namespace Sotto.Firmware;

/// <summary>Tries a session with new models: in a second of silence it must hear no wake word, and in another no command.</summary>
internal static class SessionTrial
{
    private const int BlockSamples = 160;

    /// <summary>Tries a session, and resets it.</summary>
    /// <param name="session">The session.</param>
    /// <param name="system">Whose watchdog is fed: interpreters take longer than a second.</param>
    /// <returns>What is wrong, or null.</returns>
    public static string Run(ISession session, IBoardSystem system)
    {
        session.Reset();
        bool heard = Hears(session, system);
        session.OpenWindow();
        heard |= Hears(session, system);
        session.Reset();
        return heard ? "it hears words in silence" : null;
    }

    private static bool Hears(ISession session, IBoardSystem system)
    {
        short[] silence = new short[BlockSamples];
        SessionEvent happened = new SessionEvent();
        bool heard = false;
        for (int fed = 0; fed < FrontEnd.SampleRate; fed += BlockSamples)
        {
            int done = 0;
            int taken;
            do
            {
                taken = session.Feed(silence, done, BlockSamples - done);
                done += taken;
                while (session.TryTake(happened))
                {
                    taken++;
                    heard |= happened.Kind != SessionEventKind.WindowClosed;
                }
            }
            while (taken > 0 && done < BlockSamples);

            system.FeedWatchdog();
        }

        return heard;
    }
}
