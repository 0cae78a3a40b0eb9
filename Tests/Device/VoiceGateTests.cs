using nanoFramework.TestFramework;
using Sotto.Kernels;
using Sotto.Models;

namespace Sotto.Tests;

[TestClass]
public class VoiceGateTests
{
    private static readonly ushort[] Quiet = RowOf((VoiceGate.LoudSum / FrontEnd.FeatureCount) - 1);
    private static readonly ushort[] Loud = RowOf(VoiceGate.LoudSum / FrontEnd.FeatureCount);

    private static Listener _voice;
    private static Listener _wake;
    private static VoiceGate _gate;

    [TestMethod]
    public void NothingIsHeardInQuiet()
    {
        Make();
        Take(Quiet, 500);
        Assert.AreEqual(0, _voice.Rows);
        Assert.AreEqual(0, _wake.Rows);
        Assert.IsFalse(_gate.IsLoud);
        Assert.IsFalse(_gate.IsOpen);
    }

    [TestMethod]
    public void LoudRowsAreHeardByTheTinyModelAndSomeAfterThem()
    {
        Make();
        Take(Quiet, 10);
        Take(Loud, 3);
        Take(Quiet, 500);
        Assert.AreEqual(3 + VoiceGate.LoudRows - 1, _voice.Rows);
        Assert.AreEqual(0, _wake.Rows);
    }

    [TestMethod]
    public void TinyModelBeginsAnewEachTimeItBegins()
    {
        Make();
        int resets = _voice.Resets;
        Take(Loud, 5);
        Take(Quiet, VoiceGate.LoudRows);
        Take(Loud, 1);
        Assert.AreEqual(resets + 2, _voice.Resets);
    }

    [TestMethod]
    public void VoiceOpensTheGateForTheRowsBeforeItAndAfter()
    {
        Make();
        Take(Quiet, 2 * VoiceGate.HistoryRows);
        Take(Loud, 9);
        _voice.Calls = true;
        int resets = _wake.Resets;
        Take(Loud, 1);
        Assert.IsTrue(_gate.IsOpen);
        Assert.AreEqual(VoiceGate.CatchUpRows, _wake.Rows);
        Assert.AreEqual(resets + 1, _wake.Resets);
        Take(Loud, 49);
        Assert.AreEqual(VoiceGate.HistoryRows + 49, _wake.Rows);
        Assert.AreEqual(10 * FrontEnd.Quantize(Loud[0]), _wake.Last10);
        Take(Loud, 1);
        Assert.AreEqual(VoiceGate.HistoryRows + 50, _wake.Rows);
        _voice.Calls = false;
        Take(Quiet, 500);
        Assert.AreEqual(VoiceGate.HistoryRows + 50 + VoiceGate.OpenRows - 1, _wake.Rows);
        Assert.IsFalse(_gate.IsOpen);
    }

    [TestMethod]
    public void ShortRestIsMadeUpForAsIfThereHadBeenNone()
    {
        Make();
        _voice.Calls = true;
        Take(Loud, 1);
        _voice.Calls = false;
        Take(Quiet, VoiceGate.OpenRows + VoiceGate.HistoryRows - 2);
        int resets = _wake.Resets;
        int rows = _wake.Rows;
        _voice.Calls = true;
        Take(Loud, 50);
        Assert.AreEqual(resets, _wake.Resets);
        Assert.AreEqual(rows + VoiceGate.HistoryRows - 1 + 50, _wake.Rows);
    }

    [TestMethod]
    public void HistoryHoldsNoMoreThanWasHeard()
    {
        Make();
        Take(Quiet, 2);
        _voice.Calls = true;
        Take(Loud, 1);
        Assert.AreEqual(3, _wake.Rows);
        _gate.Reset();
        Take(Loud, 1);
        Assert.AreEqual(1, _wake.Rows);
    }

    [TestMethod]
    public void RowsAreHeardInTheirOrderWhereverTheyBegin()
    {
        ushort[] row = new ushort[FrontEnd.FeatureCount];
        for (int before = 1; before < 200; before += 7)
        {
            Make();
            _wake.IsCounting = true;
            for (int i = 0; i < before; i++)
            {
                row[0] = FrontEnd.Dequantize((sbyte)(i - 128));
                _gate.Take(row);
            }

            _voice.Calls = true;
            row[1] = VoiceGate.LoudSum;
            for (int i = before; i < 255; i++)
            {
                row[0] = FrontEnd.Dequantize((sbyte)(i - 128));
                _gate.Take(row);
            }

            Assert.AreEqual(0, _wake.Gaps);
            Assert.AreEqual(126, _wake.LastFirst);
        }
    }

    [TestMethod]
    public void EveryFeatureInInt8IsRecalled()
    {
        for (int value = -128; value < 128; value++)
        {
            Assert.AreEqual(value, (int)FrontEnd.Quantize(FrontEnd.Dequantize((sbyte)value)));
        }
    }

    [TestMethod]
    public void WordOfTheHistoryIsCalledOnceAndNoRowAfterItIsLost()
    {
        Make();
        Take(Quiet, 100);
        _wake.CallsAt = 7;
        _voice.Calls = true;
        Assert.IsFalse(_gate.Take(Loud));
        Assert.IsTrue(_gate.Take(Loud));
        Assert.AreEqual(7, _wake.Rows);
        int calls = 0;
        for (int i = 0; i < 60; i++)
        {
            calls += _gate.Take(Loud) ? 1 : 0;
        }

        Assert.AreEqual(0, calls);
        Assert.AreEqual(162, _wake.Rows);
    }

    private static void Make()
    {
        _voice = new Listener();
        _wake = new Listener();
        _gate = new VoiceGate(_voice, _wake);
    }

    private static void Take(ushort[] row, int count)
    {
        for (int i = 0; i < count; i++)
        {
            _gate.Take(row);
        }
    }

    private static ushort[] RowOf(int feature)
    {
        ushort[] row = new ushort[FrontEnd.FeatureCount];
        for (int i = 0; i < row.Length; i++)
        {
            row[i] = (ushort)feature;
        }

        return row;
    }

    /// <summary>Counts what it hears, and calls when it is told.</summary>
    private sealed class Listener : IWordSpotter
    {
        private readonly Detector _detector = new Detector(new string[] { "_other_", "word" }, new int[] { 0, 128 }, 1, 0);

        public int Rows { get; private set; }

        public int Resets { get; private set; }

        /// <summary>The first features, in int8, of the last ten rows that it heard again, added up.</summary>
        public int Last10 { get; private set; }

        /// <summary>The first feature of the last row, in int8.</summary>
        public int LastFirst { get; private set; }

        /// <summary>Rows whose first feature was not one more than that of the row before.</summary>
        public int Gaps { get; private set; }

        public bool IsCounting { get; set; }

        public bool Calls { get; set; }

        /// <summary>The row, counted from the last reset, that it calls at.</summary>
        public int CallsAt { get; set; }

        public Detector Detector
        {
            [Step]
            get { return _detector; }
        }

        public bool Stepped
        {
            [Step]
            get { return true; }
        }

        [Step]
        public void Reset()
        {
            Resets++;
            Rows = 0;
        }

        [Step]
        public bool Take(ushort[] row)
        {
            int first = FrontEnd.Quantize(row[0]);
            Gaps += IsCounting && Rows > 0 && first != LastFirst + 1 ? 1 : 0;
            LastFirst = first;
            Rows++;
            Last10 += Rows > VoiceGate.HistoryRows - 10 && Rows <= VoiceGate.HistoryRows ? first : 0;
            return Calls || (CallsAt > 0 && Rows == CallsAt);
        }
    }
}
