using System.Text;
using nanoFramework.TestFramework;
using Sotto.Firmware;
using Sotto.Firmware.Host;
using Sotto.Models;

namespace Sotto.Tests;

[TestClass]
public class ModelUpdateTests
{
    private const int Longest = 4096;
    private const int Arena = 4096;

    private static SimulatedFileStore _files;
    private static ModelStore _store;
    private static ModelUpdater _updater;

    [DataRow("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [DataRow("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [DataRow("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")]
    public void DigestIsThatOfTheStandard(string message, string digest)
    {
        Sha256 sha = new Sha256();
        byte[] bytes = Encoding.UTF8.GetBytes(message);
        for (int i = 0; i < bytes.Length; i++)
        {
            sha.Add(bytes, i, 1);
        }

        Assert.AreEqual(digest, HexadecimalText.FromBytes(sha.Finish()));
    }

    [TestMethod]
    public void TagIsThatOfTheStandard()
    {
        // RFC 4231, test case 2.
        byte[] message = Encoding.UTF8.GetBytes("what do ya want for nothing?");
        byte[] tag = HmacSha256.Tag(Encoding.UTF8.GetBytes("Jefe"), message, 0, message.Length);
        Assert.AreEqual("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843", HexadecimalText.FromBytes(tag));
        Assert.IsTrue(HmacSha256.IsSame(tag, tag, 0));
        byte[] other = (byte[])tag.Clone();
        other[31] ^= 1;
        Assert.IsFalse(HmacSha256.IsSame(tag, other, 0));
    }

    [TestMethod]
    public void ModelIsTakenTriedAndKept()
    {
        Make();
        byte[] model = UpdatePieces.MakeModel((byte)'A');
        Assert.AreEqual("0 bytes of 560 are there", _updater.Take(Begin(model, 1)));
        Assert.IsTrue(_updater.IsUpdating);
        Assert.AreEqual("300 bytes of 560 are there", _updater.Take(UpdatePieces.Data(model, 0, 300)));
        Assert.AreEqual("300 bytes of 560 are there", _updater.Take(UpdatePieces.Data(model, 0, 300)));
        Assert.AreEqual("560 bytes of 560 are there", _updater.Take(UpdatePieces.Data(model, 300, 260)));
        Assert.AreEqual("taken, and tried at the next start", _updater.Take(UpdatePieces.Finish()));
        Assert.IsTrue(_updater.HasNewModel);
        Assert.IsFalse(_updater.IsUpdating || _updater.WasRefused);
        Assert.AreEqual("another new model is on trial", _updater.Take(Begin(model, 2)));
        for (int start = 0; start < 3; start++)
        {
            Restart();
            Assert.IsNull(_store.Start());
            Assert.IsTrue(_store.IsOnTrial == (start == 0));
            Assert.AreEqual("A", NameInUse());
            Assert.IsNull(_updater.EndTrial(new ScriptedSession(500), new SimulatedSystem()));
        }

        Assert.IsNull(_store.Open(ModelKind.Command));
        Assert.AreEqual("update 1 is none after update 1", _updater.Take(Begin(model, 1)));
    }

    [TestMethod]
    public void StartThatDoesNotEndTheTrialGoesBack()
    {
        Make();
        Update('A', 1);
        UpdatePieces.Send(_updater, UpdatePieces.MakeModel((byte)'B'), 2, 100);
        Restart();
        Assert.IsNull(_store.Start());
        Assert.AreEqual("B", NameInUse());
        Restart();
        Assert.AreEqual("the new model did not start, the one before is back", _store.Start());
        Assert.AreEqual("the new model did not start, the one before is back", _updater.TakenBack);
        Assert.AreEqual("A", NameInUse());
        Restart();
        Assert.IsNull(_store.Start());
        Assert.AreEqual("A", NameInUse());
        Assert.AreEqual(2, _store.Number);
    }

    [DataRow("alexa")]
    [DataRow("on")]
    public void ModelThatHearsWordsInSilenceIsTakenBack(string word)
    {
        Make();
        UpdatePieces.Send(_updater, UpdatePieces.MakeModel((byte)'B'), 1, 100);
        Restart();
        _store.Start();
        Assert.AreEqual("the new model is taken back: it hears words in silence",
            _updater.EndTrial(new TalkingSession(word), new SimulatedSystem()));
        Assert.IsNull(_store.Open(ModelKind.Wake));
        Restart();
        Assert.IsNull(_store.Start());
        Assert.IsNull(_store.Open(ModelKind.Wake));
    }

    [TestMethod]
    public void WrongBeginningsAreRefusedBeforeAnythingIsWritten()
    {
        Make();
        byte[] model = UpdatePieces.MakeModel((byte)'A');
        byte[] otherKey = new byte[32];
        otherKey[0] = 1;
        int writes = _files.Writes;
        Refused("the signature is wrong", UpdatePieces.Begin(model, ModelKind.Wake, 1, 1, otherKey));
        for (int i = 1; i < ModelUpdater.BeginLength; i++)
        {
            byte[] piece = Begin(model, 1);
            piece[i] ^= 4;
            Refused("the signature is wrong", piece);
        }

        Refused("a model of kind 2 and version 1, version 1 is read", UpdatePieces.Begin(model, (ModelKind)2, 1, 1, UpdatePieces.Key));
        Refused("a model of kind 0 and version 2, version 1 is read", UpdatePieces.Begin(model, ModelKind.Wake, 2, 1, UpdatePieces.Key));
        Refused("update 0 is none after update 0", Begin(model, 0));
        Refused("update -7 is none after update 0", Begin(model, -7));
        Refused("4097 bytes, at most 4096 fit", Begin(new byte[Longest + 1], 1));
        Refused("a beginning of 1 bytes, not 76", Encoding.UTF8.GetBytes("B"));
        Refused("nothing was begun", UpdatePieces.Data(model, 0, 10));
        Refused("nothing was begun", UpdatePieces.Finish());
        Refused("no piece of an update", new byte[0]);
        Refused("no piece of an update", new byte[100]);
        Assert.AreEqual(writes, _files.Writes);
        _updater = new ModelUpdater(_store, null, Arena);
        Refused("no key is set: update.key", Begin(model, 1));
    }

    [TestMethod]
    public void WrongContentIsRefusedAndNothingChanged()
    {
        Make();
        Update('A', 1);
        byte[] model = UpdatePieces.MakeModel((byte)'B');
        _updater.Take(Begin(model, 2));
        Refused("0 bytes of 560 are there, and this piece begins at 5", UpdatePieces.Data(model, 5, 5));
        Refused("0 bytes of 560 are there, and this piece begins at -1", UpdatePieces.Data(model, 0, 0));
        _updater.Take(UpdatePieces.Data(model, 0, 559));
        Refused("559 bytes came of 560", UpdatePieces.Finish());
        Refused("nothing was begun", UpdatePieces.Finish());

        _updater.Take(Begin(model, 2));
        _updater.Take(UpdatePieces.Data(UpdatePieces.MakeModel((byte)'C'), 0, 560));
        Refused("the model is not the one that was signed", UpdatePieces.Finish());

        byte[] broken = UpdatePieces.MakeModel((byte)'B');
        broken[200]++;
        Assert.AreEqual("damaged: its checksum does not match", UpdatePieces.Send(_updater, broken, 2, 100));

        _updater.Take(UpdatePieces.Begin(model, ModelKind.Command, 1, 2, UpdatePieces.Key));
        _updater.Take(UpdatePieces.Data(model, 0, 560));
        Refused("it is a model of wake words", UpdatePieces.Finish());

        _updater = new ModelUpdater(_store, UpdatePieces.Key, 100);
        Assert.AreEqual("it takes 123 bytes of working memory, at most 100 are there", UpdatePieces.Send(_updater, model, 2, 100));
        Restart();
        Assert.IsNull(_store.Start());
        Assert.AreEqual("A", NameInUse());
        Assert.AreEqual(1, _store.Number);
    }

    [TestMethod]
    public void FullStorageIsRefusedAndTheOldModelStays()
    {
        Make();
        Update('A', 1);
        byte[] model = UpdatePieces.MakeModel((byte)'B');
        int used = _files.Length("wake.a") + _files.Length("update.a") + _files.Length("update.b");
        int refused = 0;
        for (int room = 0; !_updater.HasNewModel; room++)
        {
            _files.Capacity = used + room;
            string answer = UpdatePieces.Send(_updater, model, 2, 100);
            if (!_updater.HasNewModel)
            {
                Assert.IsTrue(answer == "nothing was begun" || answer == "the storage is full or broken");
                Assert.AreEqual("A", NameInUse());
                refused++;
            }
        }

        Assert.AreEqual(560 + SlotStore.Overhead, refused);
        Boot();
        Assert.AreEqual("B", NameInUse());
    }

    [TestMethod]
    public void PowerCutAtEveryByteBootsWithTheOldModelOrTheNew()
    {
        int olds = 0;
        int news = 0;
        bool wasCut = true;
        for (int cut = 0; wasCut; cut++)
        {
            Make();
            Update('A', 1);
            _files.CutPowerAfter(cut);
            try
            {
                // The update, and the start after it.
                UpdatePieces.Send(_updater, UpdatePieces.MakeModel((byte)'B'), 2, 100);
                Boot();
            }
            catch (PowerCutException)
            {
            }

            wasCut = _files.IsOff;
            _files.PowerOn();
            Boot();
            string first = NameInUse();
            Boot();
            Assert.AreEqual(first, NameInUse());
            olds += first == "A" ? 1 : 0;
            news += first == "B" ? 1 : 0;
            Assert.AreEqual(cut + 1, olds + news);

            // It takes updates on.
            Update('C', 3);
            Assert.AreEqual("C", NameInUse());
        }

        Assert.IsTrue(olds > 560 && news > 0);
    }

    private static void Make()
    {
        _files = new SimulatedFileStore();
        Restart();
        Assert.IsNull(_store.Start());
    }

    private static void Restart()
    {
        _store = new ModelStore(_files, Longest);
        _updater = new ModelUpdater(_store, UpdatePieces.Key, Arena);
    }

    /// <summary>A start that goes well.</summary>
    private static void Boot()
    {
        Restart();
        _store.Start();
        _updater.EndTrial(new ScriptedSession(500), new SimulatedSystem());
    }

    private static void Update(char name, int number)
    {
        Assert.AreEqual("taken, and tried at the next start",
            UpdatePieces.Send(_updater, UpdatePieces.MakeModel((byte)name), number, 560));
        Boot();
    }

    private static byte[] Begin(byte[] model, int number)
    {
        return UpdatePieces.Begin(model, ModelKind.Wake, ModelFile.Version, number, UpdatePieces.Key);
    }

    private static void Refused(string reason, byte[] piece)
    {
        Assert.AreEqual(reason, _updater.Take(piece));
        Assert.IsTrue(_updater.WasRefused);
    }

    /// <summary>The first letter of the name of the wake model in use.</summary>
    private static string NameInUse()
    {
        return Model.Load(_store.Open(ModelKind.Wake)).Name.Substring(0, 1);
    }
}
