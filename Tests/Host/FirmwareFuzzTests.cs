using System.Text;
using Sotto.Firmware;
using Sotto.Firmware.Host;
using Sotto.Tests;
using Xunit;

namespace Sotto.HostTests;

/// <summary>Throws broken bytes at what the firmware reads from outside.</summary>
public sealed class FirmwareFuzzTests
{
    private const int Rounds = 60000;

    private static readonly string[] SlotNames = ["value.a", "value.b"];
    private static readonly int[] MorePins = [4, 5, 12, 13, 16, 17, 18];

    private const string Board = BoardText.Bare + "relay1.pin = 26\npwm1.pin = 25\nled.pin = 2\nbutton.pin = 0\n";

    /// <summary>Texts are refused with a line of words, or what was read of them is written and read again as it was.</summary>
    [Fact]
    public void BrokenTextsAreRefusedOrRead()
    {
        Random random = new(7);
        byte[] board = Encoding.UTF8.GetBytes(Board);
        BoardOutput[] outputs = BoardDescription.Parse(board).Outputs;
        string text = Settings.Default(outputs).ToText(true) + "wifi.name = \" Küche\"\nwifi.password = \"\"12345678\"\"\n";
        byte[] settings = Encoding.UTF8.GetBytes(text.Replace("wifi.name = \n", "", StringComparison.Ordinal)
            .Replace("wifi.password = \n", "", StringComparison.Ordinal));
        int refused = 0;
        for (int round = 0; round < Rounds; round++)
        {
            bool isBoard = round % 4 == 0;
            byte[] broken = Break(random, isBoard ? board : settings);
            try
            {
                if (isBoard)
                {
                    BoardDescription.Parse(broken);
                    continue;
                }

                string written = Settings.Take(new KeyValueText(broken, 0, broken.Length), outputs).ToText(true);
                byte[] again = Encoding.UTF8.GetBytes(written);
                Assert.Equal(written, Settings.Take(new KeyValueText(again, 0, again.Length), outputs).ToText(true));
            }
            catch (KeyValueException error)
            {
                Assert.DoesNotContain('\n', error.Message);
                refused++;
            }
        }

        Assert.InRange(refused, Rounds / 10, Rounds * 9 / 10);
    }

    /// <summary>Any bytes in both files of a value: it is one that was written, or none, and the next is kept.</summary>
    [Fact]
    public void BrokenSlotsGiveAValueOrNone()
    {
        Random random = new(8);
        int whole = 0;
        for (int round = 0; round < Rounds; round++)
        {
            SimulatedFileStore files = new();
            SlotStore slots = new(files, "value", 200);
            byte[] first = Bytes(random, random.Next(200));
            byte[] second = Bytes(random, random.Next(200));
            slots.Write(first);
            slots.Write(second);
            foreach (string name in SlotNames.Where(_ => random.Next(3) > 0))
            {
                byte[] broken = random.Next(4) == 0 ? Bytes(random, random.Next(300)) : Break(random, Content(files, name));
                files.Create(name);
                files.Append(name, broken, 0, broken.Length);
            }

            slots = new SlotStore(files, "value", 200);
            byte[]? value = slots.Read();
            Assert.True(value is null || value.SequenceEqual(first) || value.SequenceEqual(second));
            whole += value is null ? 0 : 1;
            Assert.Null(slots.Write(first));
            Assert.Equal(first, new SlotStore(files, "value", 200).Read());
        }

        Assert.InRange(whole, Rounds / 10, Rounds * 9 / 10);
    }

    /// <summary>The longest settings that are right fit the text that is kept.</summary>
    [Fact]
    public void LongestSettingsAreKept()
    {
        string board = Board + string.Concat(MorePins.Select((pin, i) => $"relay{i + 2}.pin = {pin}\n"));
        BoardOutput[] outputs = BoardDescription.Parse(Encoding.UTF8.GetBytes(board)).Outputs;
        StringBuilder text = new();
        for (int i = 1; i <= Settings.MaximumDevices; i++)
        {
            text.Append($"device.{i}.kind = relay\ndevice.{i}.name = {Filled(31)}{i}\ndevice.{i}.room = {Filled(32)}\ndevice.{i}.output = relay{i}\n");
        }

        text.Append($"name = {Filled(32)}\nwake.words = {Filled(128)}\nwifi.name = {Filled(32)}\nwifi.password = {Filled(64)}\n");
        text.Append($"mqtt.host = {Filled(64)}\nmqtt.user = {Filled(64)}\nmqtt.password = {Filled(64)}\nmqtt.certificate = {Filled(24)}\n");
        text.Append($"mqtt.topic = {Filled(64)}\nmqtt.discovery = {Filled(64)}\nupdate.key = {new string('0', 64)}\n");
        SettingsStore store = new(new SimulatedFileStore(), outputs);
        Assert.Null(store.Change(Encoding.UTF8.GetBytes(text.ToString())));
        Assert.InRange(Encoding.UTF8.GetByteCount(store.Current.ToText(true)), 2000, KeyValueText.MaximumLength);
    }

    private static string Filled(int length) => new('x', length);

    private static byte[] Content(SimulatedFileStore files, string name)
    {
        byte[] content = new byte[files.Length(name)];
        files.Read(name, 0, content, 0, content.Length);
        return content;
    }

    private static byte[] Bytes(Random random, int length)
    {
        byte[] bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>Cuts, doubles, overwrites or puts in a few bytes; at times nothing.</summary>
    private static byte[] Break(Random random, byte[] bytes)
    {
        List<byte> broken = [.. bytes];
        for (int changes = random.Next(4); changes > 0 && broken.Count > 0; changes--)
        {
            int at = random.Next(broken.Count);
            switch (random.Next(5))
            {
                case 0:
                    broken.RemoveRange(at, Math.Min(random.Next(1, 20), broken.Count - at));
                    break;
                case 1:
                    broken.InsertRange(at, broken.GetRange(at, Math.Min(random.Next(1, 40), broken.Count - at)));
                    break;
                case 2:
                    broken[at] = (byte)random.Next(256);
                    break;
                case 3:
                    broken[at] = (byte)"=#\n\"-0x9 .,"[random.Next(11)];
                    break;
                default:
                    broken.Insert(at, (byte)random.Next(256));
                    break;
            }
        }

        return [.. broken];
    }
}
