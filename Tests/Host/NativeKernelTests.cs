using System.Diagnostics;
using System.Reflection;
using Sotto.Kernels;
using Sotto.Models;
using Xunit;
using Xunit.Abstractions;

namespace Sotto.HostTests;

/// <summary>Holds every native operator against its managed twin: the same bytes in the whole arena, whatever the shape and the values.</summary>
/// <param name="output">Where the counts go.</param>
public sealed unsafe class NativeKernelTests(ITestOutputHelper output)
{
    private const int FewestCases = 1000;

    private static readonly TimeSpan TimeBox = TimeSpan.FromSeconds(2);

    /// <summary>The fields of a layer in their order, which is that of the native one.</summary>
    private static readonly FieldInfo[] Fields = [.. typeof(Layer).GetFields().OrderBy(field => field.MetadataToken)];

    [SkippableTheory]
    [InlineData(Operator.Convolution, false, "convolution")]
    [InlineData(Operator.Convolution, false, "convolution", "scalar")]
    [InlineData(Operator.Convolution, true, "convolution_int4")]
    [InlineData(Operator.Convolution, true, "convolution_int4", "scalar")]
    [InlineData(Operator.DepthwiseConvolution, false, "depthwise")]
    [InlineData(Operator.DepthwiseConvolution, false, "depthwise", "scalar")]
    [InlineData(Operator.DepthwiseConvolution, true, "depthwise")]
    [InlineData(Operator.DepthwiseConvolution, true, "depthwise", "scalar")]
    [InlineData(Operator.AveragePool, false, "average_pool")]
    [InlineData(Operator.MaxPool, false, "max_pool")]
    [InlineData(Operator.Add, false, "add")]
    [InlineData(Operator.Subtract, false, "subtract")]
    [InlineData(Operator.Multiply, false, "multiply")]
    [InlineData(Operator.Mean, false, "mean")]
    [InlineData(Operator.Requantise, false, "requantise")]
    [InlineData(Operator.Copy, false, "copy")]
    [InlineData(Operator.Softmax, false, "softmax")]
    [InlineData(Operator.Logistic, false, "logistic")]
    public void NativeOperatorGivesTheManagedBytes(Operator kind, bool packed, string name, string implementation = "plain")
    {
        NativeBuild.Need();
        delegate* unmanaged[Cdecl]<int*, byte*, sbyte*, void> native =
            (delegate* unmanaged[Cdecl]<int*, byte*, sbyte*, void>)NativeBuild.Export($"sotto_{name}_{implementation}");
        Random random = new(1);
        HashSet<sbyte> seen = [];
        int cases = 0;
        for (Stopwatch watch = Stopwatch.StartNew(); cases < FewestCases || watch.Elapsed < TimeBox; cases++)
        {
            RandomKernel kernel = RandomKernel.Draw(kind, packed, random);
            sbyte[] expected = Managed(kernel);
            sbyte[] actual = [.. kernel.Arena];
            fixed (int* layer = Numbers(kernel.Layer))
            fixed (byte* image = kernel.Image)
            fixed (sbyte* arena = actual)
            {
                native(layer, image, arena);
            }

            Assert.True(expected.AsSpan().SequenceEqual(actual), $"case {cases}: {Described(kernel.Layer)}");
            seen.UnionWith(expected);
        }

        output.WriteLine($"{cases} cases");
        Assert.True(seen.Count > 100, $"only {seen.Count} values were seen");
    }

    /// <summary>A layer as C has it.</summary>
    private static int[] Numbers(Layer layer) => [.. Fields.Select(field => Convert.ToInt32(field.GetValue(layer), null))];

    private static string Described(Layer layer) => string.Join(", ", Fields.Select(field => $"{field.Name} {field.GetValue(layer)}"));

    private static sbyte[] Managed(RandomKernel kernel)
    {
        Layer layer = kernel.Layer;
        sbyte[] arena = [.. kernel.Arena];
        Action run = kernel.Kind switch
        {
            Operator.Convolution => () => Convolution.Run(layer, kernel.Image, arena, new long[Convolution.PairCount(layer)]),
            Operator.DepthwiseConvolution => () => DepthwiseConvolution.Run(layer, kernel.Image, arena),
            Operator.AveragePool => () => Pooling.RunAverage(layer, arena),
            Operator.MaxPool => () => Pooling.RunMaximum(layer, arena),
            Operator.Add => () => Addition.Run(layer, arena),
            Operator.Subtract => () => Addition.RunDifference(layer, arena),
            Operator.Multiply => () => Multiplication.Run(layer, arena),
            Operator.Mean => () => Averaging.Run(layer, arena),
            Operator.Requantise => () => Requantisation.Run(layer, arena),
            Operator.Copy => () => Copying.Run(layer, kernel.Image, arena),
            Operator.Softmax => () => Softmax.Run(layer, arena),
            _ => () => LogisticFunction.Run(layer, arena),
        };
        run();
        return arena;
    }
}
