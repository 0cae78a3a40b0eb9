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
    private const int MostCases = 1000000;

    /// <summary>Arenas that a layer runs over: values are drawn faster than layers.</summary>
    private const int ArenasALayer = 20;

    private static readonly TimeSpan TimeBox = TimeSpan.FromSeconds(20);

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
        bool[] seen = new bool[256];
        int cases = 0;
        Stopwatch watch = Stopwatch.StartNew();
        while (cases < FewestCases || (cases < MostCases && watch.Elapsed < TimeBox))
        {
            RandomKernel kernel = RandomKernel.Draw(kind, packed, random);
            int[] numbers = Numbers(kernel.Layer);
            for (int i = 0; i < ArenasALayer; i++, cases++)
            {
                kernel.DrawValues();
                sbyte[] expected = Managed(kernel);
                sbyte[] actual = (sbyte[])kernel.Arena.Clone();
                fixed (int* layer = numbers)
                fixed (byte* image = kernel.Image)
                fixed (sbyte* arena = actual)
                {
                    native(layer, image, arena);
                }

                if (!expected.AsSpan().SequenceEqual(actual))
                {
                    Assert.Fail($"case {cases}: {Described(kernel.Layer)}");
                }

                Array.ForEach(expected, value => seen[value + 128] = true);
            }
        }

        output.WriteLine($"{cases} cases");
        Assert.InRange(seen.Count(value => value), 100, 256);
    }

    /// <summary>A layer as C has it.</summary>
    private static int[] Numbers(Layer layer) => [.. Fields.Select(field => Convert.ToInt32(field.GetValue(layer), null))];

    private static string Described(Layer layer) => string.Join(", ", Fields.Select(field => $"{field.Name} {field.GetValue(layer)}"));

    private static sbyte[] Managed(RandomKernel kernel)
    {
        Layer layer = kernel.Layer;
        sbyte[] arena = (sbyte[])kernel.Arena.Clone();
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
