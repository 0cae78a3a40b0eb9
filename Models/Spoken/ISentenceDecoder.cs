using Sotto.Kernels;

namespace Sotto.Models.Spoken;

/// <summary>A search for the sentence that was spoken. Every engine finds the same sentences at the same costs.</summary>
public interface ISentenceDecoder
{
    /// <summary>Frames fed since the last reset.</summary>
    int Frames
    {
        [Step]
        get;
    }

    /// <summary>Frames since the last whose largest logit was that of a sound; all, where none was.</summary>
    int FramesSinceSound
    {
        [Step]
        get;
    }

    /// <summary>Sounds that were heard, whatever they spell: those of the path of the largest logits, repeated ones counted once as CTC does.</summary>
    int Sounds
    {
        [Step]
        get;
    }

    /// <summary>
    /// What the automaton takes for ending the sentence here, 0 to 254 in sixteenths of a natural logarithm, if the cheapest hypothesis
    /// is at the end of a word; -1 where it is not, where it has no words, or where no sentence ends. Low after a whole sentence, high
    /// after "turn on the".
    /// </summary>
    int EndCost
    {
        [Step]
        get;
    }

    /// <summary>Sentences that <see cref="Finish"/> found.</summary>
    int BestCount
    {
        [Step]
        get;
    }

    /// <summary>Forgets all that was fed.</summary>
    [Step]
    void Reset();

    /// <summary>Takes what was heard in a frame.</summary>
    /// <param name="logits">Holds a logit for each label, larger where it was rather heard; of any scale, but always the same.</param>
    /// <param name="offset">Where the first is.</param>
    [Step]
    void Feed(sbyte[] logits, int offset);

    /// <summary>Whether a whole sentence was said, and nothing for some frames after it.</summary>
    /// <param name="frames">How many frames.</param>
    /// <param name="mostEndCost">The largest <see cref="EndCost"/> of what counts as whole.</param>
    [Step]
    bool HasEnded(int frames, int mostEndCost);

    /// <summary>Finds the best sentences that may end here. More may be fed after it, which forgets them.</summary>
    /// <returns>How many there are, 0 where all that was said so far ends within a word or a phrase.</returns>
    [Step]
    int Finish();

    /// <summary>What a sentence costs more than the path of the largest logits, its words' costs included.</summary>
    /// <param name="sentence">0 is the best, up to <see cref="BestCount"/> - 1 the worst.</param>
    [Step]
    int Cost(int sentence);

    /// <summary>Copies the words of a sentence.</summary>
    /// <param name="sentence">0 to <see cref="BestCount"/> - 1.</param>
    /// <param name="into">Receives the words, the first ones where it is too short.</param>
    /// <returns>How many words it has.</returns>
    [Step]
    int CopyWords(int sentence, int[] into);

    /// <summary>The text of a sentence. Allocates.</summary>
    /// <param name="sentence">0 to <see cref="BestCount"/> - 1.</param>
    string Text(int sentence);
}
