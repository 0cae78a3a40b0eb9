using nanoFramework.TestFramework;
using Sotto.Models;

namespace Sotto.Tests;

[TestClass]
public class EngineTests
{
    [TestMethod]
    public void EverySampleGivesTheExpectedBytesAndAgainAfterAReset()
    {
        for (int sample = 0; sample < EngineSamples.Names.Length; sample++)
        {
            Model model = Model.Load(EngineSamples.Models[sample]);
            ModelRunner runner = new ModelRunner(model);
            Check(sample, model, runner);
            runner.Reset();
            Check(sample, model, runner);
        }
    }

    [TestMethod]
    public void AModelWithAChangedByteIsRefused()
    {
        byte[] file = (byte[])EngineSamples.Models[0].Clone();
        file[file.Length / 2]++;
        Assert.ThrowsException(typeof(ModelFormatException), () => Model.Load(file));
    }

    [TestMethod]
    public void AModelThatIsCutIsRefused()
    {
        byte[] whole = EngineSamples.Models[0];
        byte[] file = new byte[whole.Length - 1];
        System.Array.Copy(whole, file, file.Length);
        Assert.ThrowsException(typeof(ModelFormatException), () => Model.Load(file));
    }

    private static void Check(int sample, Model model, ModelRunner runner)
    {
        byte[] input = EngineSamples.Inputs[sample];
        byte[] expected = EngineSamples.Outputs[sample];
        sbyte[] taken = new sbyte[model.InputLength];
        sbyte[] given = new sbyte[model.OutputLength];
        for (int step = 0; step * taken.Length < input.Length; step++)
        {
            for (int i = 0; i < taken.Length; i++)
            {
                taken[i] = (sbyte)input[(step * taken.Length) + i];
            }

            runner.Step(taken, 0, given, 0);
            for (int i = 0; i < given.Length; i++)
            {
                Assert.AreEqual((int)(sbyte)expected[(step * given.Length) + i], (int)given[i], EngineSamples.Names[sample]);
            }
        }
    }
}
