using Sotto.Compiler.TfLite;

namespace Sotto.HostTests;

/// <summary>Small files that together have every operator with options.</summary>
internal static class TfLiteSamples
{
    private static readonly TfLiteQuantization Step = new([0.1f], [-128], 0);

    /// <summary>A convolution with two filters over 4 x 2 x 3 values; its tensors are in, weights, bias and out.</summary>
    internal static TfLiteFile Convolution()
    {
        TfLiteFile file = new();
        TfLiteFileSubgraph main = file.Main;
        int input = main.AddTensor("in", [1, 4, 2, 3], TfLiteType.Int8, 0.5f, 3);
        int weights = main.AddConstant(
            "weights", [2, 1, 1, 3], TfLiteType.Int8, new sbyte[] { 1, -2, 3, -4, 5, -6 }, new TfLiteQuantization([0.25f, 0.125f], [0], 0));
        int bias = main.AddConstant("bias", [2], TfLiteType.Int32, [1000, -2000], new TfLiteQuantization([0.125f, 0.0625f], [0, 0], 0));
        int output = main.AddTensor("out", [1, 4, 2, 2], TfLiteType.Int8, Step);
        main.AddOperator(TfLiteBuiltin.Conv2D, [input, weights, bias], [output], new Conv2DOptions(TfLitePadding.Same, 1, 1));
        main.Inputs = [input];
        main.Outputs = [output];
        return file;
    }

    /// <summary>One operator over four values.</summary>
    internal static TfLiteFile Unary(TfLiteBuiltin builtin)
    {
        TfLiteFile file = new();
        int input = file.Main.AddTensor("in", [1, 4], TfLiteType.Int8, Step);
        int output = file.Main.AddTensor("out", [1, 4], TfLiteType.Int8, Step);
        file.Main.AddOperator(builtin, [input], [output]);
        file.Main.Inputs = [input];
        file.Main.Outputs = [output];
        return file;
    }

    /// <summary>A ring of two frames: a variable, what gives it its first content, and the operators that move it on.</summary>
    internal static TfLiteFile Streaming()
    {
        TfLiteFile file = new();
        TfLiteFileSubgraph init = file.AddSubgraph("init");
        int zeros = init.AddConstant("zeros", [1, 2, 1, 4], TfLiteType.Int8, Enumerable.Repeat((sbyte)-128, 8).ToArray(), Step);
        init.AddOperator(TfLiteBuiltin.AssignVariable, [init.AddVariable("ring"), zeros], []);

        TfLiteFileSubgraph main = file.Main;
        main.AddOperator(TfLiteBuiltin.CallOnce, [], [], new CallOnceOptions(init.Index));
        int ring = main.AddVariable("ring");
        int input = main.AddTensor("in", [1, 1, 1, 4], TfLiteType.Int8, Step);
        int old = main.AddTensor("old", [1, 2, 1, 4], TfLiteType.Int8, Step);
        int all = main.AddTensor("all", [1, 3, 1, 4], TfLiteType.Int8, Step);
        int next = main.AddTensor("next", [1, 2, 1, 4], TfLiteType.Int8, Step);
        int begin = main.AddConstant("begin", [4], TfLiteType.Int32, [0, -2, 0, 0]);
        int end = main.AddConstant("end", [4], TfLiteType.Int32, [0, 0, 0, 4]);
        int strides = main.AddConstant("strides", [4], TfLiteType.Int32, [1, 1, 1, 1]);
        int filter = main.AddConstant(
            "filter", [1, 3, 1, 4], TfLiteType.Int8, new sbyte[12], new TfLiteQuantization([1, 2, 3, 4], [0, 0, 0, 0], 3));
        int output = main.AddTensor("out", [1, 1, 1, 4], TfLiteType.UInt8, 1f / 256, 0);
        main.AddOperator(TfLiteBuiltin.ReadVariable, [ring], [old]);
        main.AddOperator(TfLiteBuiltin.Concatenation, [old, input], [all], new ConcatenationOptions(1));
        main.AddOperator(TfLiteBuiltin.StridedSlice, [all, begin, end, strides], [next], new StridedSliceOptions(13, 15));
        main.AddOperator(TfLiteBuiltin.AssignVariable, [ring, next], []);
        main.AddOperator(TfLiteBuiltin.DepthwiseConv2D, [all, filter, -1], [output], new DepthwiseOptions(TfLitePadding.Valid, 1, 1, 1));
        main.Inputs = [input];
        main.Outputs = [output];
        file.AddMetadata("min_runtime_version", "2.6.0"u8.ToArray());
        return file;
    }

    /// <summary>Every option record, no field at its default, on tensors that do not fit the operators.</summary>
    internal static (TfLiteFile File, (TfLiteBuiltin Builtin, TfLiteOptions Options)[] Operators) Everything()
    {
        (TfLiteBuiltin, TfLiteOptions)[] operators =
        [
            (TfLiteBuiltin.Conv2D, new Conv2DOptions(TfLitePadding.Valid, 2, 3, TfLiteActivation.Relu6, 4, 5, TfLiteType.Int32)),
            (TfLiteBuiltin.DepthwiseConv2D, new DepthwiseOptions(TfLitePadding.Valid, 2, 3, 8, TfLiteActivation.ReluN1To1, 4, 65535)),
            (TfLiteBuiltin.AveragePool2D, new PoolOptions(TfLitePadding.Valid, 2, 3, 4, 5, TfLiteActivation.Relu)),
            (TfLiteBuiltin.MaxPool2D, new PoolOptions(TfLitePadding.Valid, 6, 7, 8, 9, TfLiteActivation.Tanh)),
            (TfLiteBuiltin.FullyConnected, new FullyConnectedOptions(TfLiteActivation.SignBit, TfLiteType.Int64)),
            (TfLiteBuiltin.Softmax, new SoftmaxOptions(0.75f)),
            (TfLiteBuiltin.Concatenation, new ConcatenationOptions(-2, TfLiteActivation.Relu)),
            (TfLiteBuiltin.Add, new BinaryOptions(TfLiteActivation.Relu)),
            (TfLiteBuiltin.Sub, new BinaryOptions(TfLiteActivation.Relu6)),
            (TfLiteBuiltin.Mul, new BinaryOptions(TfLiteActivation.ReluN1To1)),
            (TfLiteBuiltin.Mean, new ReducerOptions(true)),
            (TfLiteBuiltin.Sum, new ReducerOptions(true)),
            (TfLiteBuiltin.StridedSlice, new StridedSliceOptions(13, 15, 2)),
            (TfLiteBuiltin.Split, new SplitOptions(1)),
            (TfLiteBuiltin.SplitV, new SplitOptions(1)),
            (TfLiteBuiltin.Pack, new PackOptions(2, -3)),
            (TfLiteBuiltin.VarHandle, new VarHandleOptions("box", "a variable")),
            (TfLiteBuiltin.CallOnce, new CallOnceOptions(1)),
        ];
        TfLiteFile file = new();
        file.AddSubgraph("other");
        file.Main.AddTensor("a", [2, 3], TfLiteType.Int8, Step);
        file.Main.AddTensor("b", [2, 3], TfLiteType.Int16, new TfLiteQuantization([1.5f, 2.5f, 3.5f], [0, 0, 0], 1), variable: true);
        foreach ((TfLiteBuiltin builtin, TfLiteOptions options) in operators)
        {
            file.Main.AddOperator(builtin, [0, 1], [1], options);
        }

        file.Main.AddOperator(TfLiteBuiltin.Logistic, [0], [1]);
        file.Main.AddOperator((TfLiteBuiltin)200, [-1], []);
        file.Main.AddOperator(new TfLiteOperatorCode(TfLiteBuiltin.Custom, "my_op"), [], [0]);
        file.Main.Inputs = [0];
        file.Main.Outputs = [1, 0];
        return (file, operators);
    }
}
