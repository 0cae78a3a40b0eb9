using System.Text;
using nanoFramework.TestFramework;
using Sotto.Firmware;

namespace Sotto.Tests;

[TestClass]
public class KeyValueTextTests
{
    private const string Board = BoardText.Bare;

    [TestMethod]
    public void ReadsKeysAndValues()
    {
        KeyValueText text = Read("\uFEFF# comment\r\n\r\n mqtt.host =  broker.lan \r\nport=0x1F\nname = \" Küche = 1 \"\nempty =");
        Assert.AreEqual("broker.lan", text.TakeText("mqtt.host", "", 20));
        Assert.AreEqual(31, text.TakeNumber("port", 0, 1, 31));
        Assert.AreEqual(" Küche = 1 ", text.TakeText("name", "", 20));
        Assert.AreEqual("", text.TakeText("empty", "x", 20));
        Assert.AreEqual("other", text.TakeText("nothing", "other", 20));
        text.RefuseRest();
    }

    [DataRow("a = 1\nb", "line 2: not \"key = value\" with a key of at most 32 of a-z, 0-9, . and -")]
    [DataRow("A = 1", "line 1: not \"key = value\" with a key of at most 32 of a-z, 0-9, . and -")]
    [DataRow(" = 1", "line 1: not \"key = value\" with a key of at most 32 of a-z, 0-9, . and -")]
    [DataRow("a = 1\n\na = 2", "line 3: a stands in line 1 already")]
    [DataRow("a = 1\nbell = \a", "line 2: bytes that are no text in UTF-8")]
    [DataRow("b = 1", "line 1: there is no key b")]
    [DataRow("a = 11", "line 1: a must be -3 to 10")]
    [DataRow("a = -4", "line 1: a must be -3 to 10")]
    [DataRow("a = 99999999999", "line 1: a must be -3 to 10")]
    [DataRow("a = 1f", "line 1: a must be -3 to 10")]
    [DataRow("a = ", "line 1: a must be -3 to 10")]
    [DataRow("a = -", "line 1: a must be -3 to 10")]
    [DataRow("a = 0x", "line 1: a must be -3 to 10")]
    public void RefusesInWords(string text, string reason)
    {
        Assert.AreEqual(reason, ReasonOf(text));
    }

    [DataRow("C080")]
    [DataRow("C2")]
    [DataRow("EDA080")]
    [DataRow("F4908080")]
    [DataRow("C285")]
    [DataRow("E28082E2")]
    [DataRow("FF")]
    [DataRow("00")]
    [DataRow("7F")]
    public void RefusesBytesThatAreNoText(string digits)
    {
        Assert.AreEqual("line 1: bytes that are no text in UTF-8", ReasonOf(HexadecimalText.ToBytes("613D" + digits)));
    }

    [TestMethod]
    public void RefusesWhatIsTooLong()
    {
        Assert.AreEqual("longer than 4096 bytes", ReasonOf(new byte[KeyValueText.MaximumLength + 1]));
        byte[] lines = new byte[KeyValueText.MaximumLines];
        for (int i = 0; i < lines.Length; i++)
        {
            lines[i] = (byte)'\n';
        }

        Assert.AreEqual("more than 256 lines", ReasonOf(lines));
    }

    [TestMethod]
    public void WriterIsRead()
    {
        KeyValueWriter writer = new KeyValueWriter();
        writer.Add("a", " blank");
        writer.Add("b", "\"quoted\"");
        writer.Add("c", "\"");
        writer.Add("d", -5);
        writer.Add("e", true);
        writer.Add("f", "#");
        KeyValueText text = Read(writer.ToString());
        Assert.AreEqual(" blank", text.TakeText("a", "", 9));
        Assert.AreEqual("\"quoted\"", text.TakeText("b", "", 9));
        Assert.AreEqual("\"", text.TakeText("c", "", 9));
        Assert.AreEqual(-5, text.TakeNumber("d", 0, -9, 9));
        Assert.IsTrue(text.TakeYesNo("e", false));
        Assert.AreEqual("#", text.TakeText("f", "", 9));
    }

    [TestMethod]
    public void ChangesStandInThePlaceOfWhatWas()
    {
        KeyValueText both = Read("\nb = 5\nc = 6").Over(Read("a = 1\nb = 2"));
        Assert.AreEqual("1", both.TakeText("a", "", 9));
        Assert.AreEqual("5", both.TakeText("b", "", 9));
        Assert.AreEqual("line 2: b is wrong", both.Wrong("b", "is wrong").Message);
        Assert.AreEqual("a is wrong", both.Wrong("a", "is wrong").Message);
        try
        {
            both.RefuseRest();
            Assert.AreEqual("refused", "taken");
        }
        catch (KeyValueException error)
        {
            Assert.AreEqual("line 3: there is no key c", error.Message);
        }
    }

    [TestMethod]
    public void BoardIsRead()
    {
        BoardDescription board = BoardDescription.Parse(Encoding.UTF8.GetBytes(
            Board + "relay1.pin = 26\nrelay1.active = low\npwm2.pin = 27\nled.pin = 2\nbutton.pin = 0\nbutton.active = low\n"));
        Assert.AreEqual("test", board.Name);
        Assert.AreEqual(0x1E0000, board.DeployAddress);
        Assert.AreEqual(1792, board.DeployKilobytes);
        Assert.AreEqual(32, board.Microphone.DataPin);
        Assert.IsFalse(board.Microphone.IsRight || board.Microphone.IsPdm || board.HasPsram);
        Assert.AreEqual(2, board.Outputs.Length);
        Assert.IsTrue(board.FindOutput("relay1").ActiveLow);
        Assert.IsTrue(board.FindOutput("pwm2").Dims);
        Assert.IsNull(board.FindOutput("relay2"));
        Assert.AreEqual(2, board.Led.Number);
        Assert.IsTrue(board.Button.ActiveLow);
        Assert.IsNull(board.Tone);
    }

    [DataRow("relay1.pin = 40\n", "line 13: relay1.pin must be 0 to 39")]
    [DataRow("relay1.pin = 34\n", "line 13: relay1.pin can only be read on the ESP32")]
    [DataRow("relay1.pin = 6\n", "line 13: relay1.pin is a pin of the flash on the ESP32")]
    [DataRow("relay1.pin = 24\n", "line 13: relay1.pin is no pin of the ESP32")]
    [DataRow("led.pin = 14\n", "line 13: led.pin is the pin of microphone.clock already")]
    [DataRow("relay9.pin = 4\n", "line 13: there is no key relay9.pin")]
    [DataRow("led.active = low\n", "line 13: there is no key led.active")]
    [DataRow("microphone.slot = top\n", "line 13: microphone.slot must be left or right")]
    [DataRow("heap.reserved = lots\n", "line 13: heap.reserved must be 0 to 512")]
    public void WrongBoardIsRefused(string line, string reason)
    {
        try
        {
            BoardDescription.Parse(Encoding.UTF8.GetBytes(Board + line));
            Assert.AreEqual(reason, "taken");
        }
        catch (KeyValueException error)
        {
            Assert.AreEqual(reason, error.Message);
        }
    }

    private static KeyValueText Read(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return new KeyValueText(bytes, 0, bytes.Length);
    }

    private static string ReasonOf(string text)
    {
        return ReasonOf(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Why a text is refused that may have a number a of -3 to 10.</summary>
    private static string ReasonOf(byte[] bytes)
    {
        try
        {
            KeyValueText text = new KeyValueText(bytes, 0, bytes.Length);
            text.TakeNumber("a", 0, -3, 10);
            text.RefuseRest();
            return "taken";
        }
        catch (KeyValueException error)
        {
            return error.Message;
        }
    }
}
