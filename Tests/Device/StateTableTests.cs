using nanoFramework.TestFramework;
using Sotto.Firmware;

namespace Sotto.Tests;

[TestClass]
public class StateTableTests
{
    [TestMethod]
    public void EveryPairHasAStateOrIsIgnored()
    {
        int followed = 0;
        for (int state = 0; state < StateTable.StateCount; state++)
        {
            for (int happened = 0; happened < StateTable.EventCount; happened++)
            {
                int next = StateTable.Next((BoardState)state, (BoardEvent)happened);
                Assert.IsTrue(next >= 0 && next <= StateTable.Ignored);
                followed += next == StateTable.Ignored ? 0 : 1;
            }
        }

        Assert.AreEqual(44, followed);
    }

    [TestMethod]
    public void EveryStateIsReachedAndLeadsBackToListening()
    {
        Assert.AreEqual(StateTable.StateCount, Reached(BoardState.Starting));
        for (int state = 0; state < StateTable.StateCount; state++)
        {
            // All but the start, to which only a restart leads.
            Assert.AreEqual(StateTable.StateCount - (state == 0 ? 0 : 1), Reached((BoardState)state));
        }
    }

    [TestMethod]
    public void EveryStateWithATimeIsLeftWhenItIsOver()
    {

        BoardState[] timed =
        {
            BoardState.Wake, BoardState.CommandWindow, BoardState.Acting, BoardState.SelfTest, BoardState.Updating, BoardState.Fault,
        };
        for (int i = 0; i < timed.Length; i++)
        {
            int next = StateTable.Next(timed[i], BoardEvent.Time);
            Assert.IsTrue(next != StateTable.Ignored && next != (int)timed[i]);
        }
    }

    private static int Reached(BoardState from)
    {
        bool[] reached = new bool[StateTable.StateCount];
        reached[(int)from] = true;
        int before = 0;
        int count = 1;
        while (count != before)
        {
            before = count;
            Spread(reached);
            count = 0;
            for (int i = 0; i < reached.Length; i++)
            {
                count += reached[i] ? 1 : 0;
            }
        }

        return count;
    }

    private static void Spread(bool[] reached)
    {
        for (int state = 0; state < StateTable.StateCount; state++)
        {
            for (int happened = 0; happened < StateTable.EventCount && reached[state]; happened++)
            {
                int next = StateTable.Next((BoardState)state, (BoardEvent)happened);
                if (next != StateTable.Ignored)
                {
                    reached[next] = true;
                }
            }
        }
    }
}
