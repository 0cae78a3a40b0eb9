using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sotto.Native;

/// <summary>The functions of <c>Kernels/native/include/sotto.h</c>, which describes them.</summary>
internal static unsafe partial class NativeMethods
{
    static NativeMethods()
    {
        NativeLibrary.SetDllImportResolver(typeof(NativeMethods).Assembly, NativeLibraryFile.Resolve);
    }

    [LibraryImport(NativeLibraryFile.Name, EntryPoint = "sotto_front_end_size")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial nuint FrontEndSize();

    [LibraryImport(NativeLibraryFile.Name, EntryPoint = "sotto_front_end_init")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial void FrontEndInit(void* frontEnd);

    [LibraryImport(NativeLibraryFile.Name, EntryPoint = "sotto_front_end_feed")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial nuint FrontEndFeed(void* frontEnd, short* samples, nuint count);

    [LibraryImport(NativeLibraryFile.Name, EntryPoint = "sotto_quantise")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial sbyte Quantise(ushort feature);

    [LibraryImport(NativeLibraryFile.Name, EntryPoint = "sotto_model_size")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial nuint ModelSize();

    [LibraryImport(NativeLibraryFile.Name, EntryPoint = "sotto_model_load")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial NativeStatus ModelLoad(void* model, void* image, nuint length);

    [LibraryImport(NativeLibraryFile.Name, EntryPoint = "sotto_model_name")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial NativeText ModelName(void* model);

    [LibraryImport(NativeLibraryFile.Name, EntryPoint = "sotto_model_label")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial NativeText ModelLabel(void* model, int index, int* threshold);

    [LibraryImport(NativeLibraryFile.Name, EntryPoint = "sotto_model_reset")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial void ModelReset(void* model, sbyte* arena);

    [LibraryImport(NativeLibraryFile.Name, EntryPoint = "sotto_model_step")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial void ModelStep(void* model, sbyte* arena, sbyte* input, sbyte* output);
}

/// <summary>sotto_text.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeText
{
    internal sbyte* Text;
    internal int Length;

    /// <inheritdoc/>
    public override readonly string ToString() => new(Text, 0, Length);
}
