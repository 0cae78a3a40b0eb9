using System;
using System.IO;

namespace Sotto.Firmware.Hardware;

/// <summary>
/// Files in a folder of the chip's flash (littlefs). Only closing a file brings it there, so each call opens and closes it. What
/// the driver refuses comes as a plain exception, of which no kind can be told apart: any counts as refused.
/// </summary>
public sealed class FlashFileStore : IFileStore
{
    private const int LongestName = 24;

    private readonly string _folder;

    /// <summary>Names the folder.</summary>
    /// <param name="folder">Its path, with what separates it from a file's name: "I:\".</param>
    public FlashFileStore(string folder)
    {
        _folder = folder;
    }

    /// <inheritdoc/>
    public int Length(string name)
    {
        if (!Exists(name))
        {
            return -1;
        }

        try
        {
            using (FileStream file = new FileStream(_folder + name, FileMode.Open, FileAccess.Read, FileShare.Read))
            {
                return (int)file.Length;
            }
        }
        catch (Exception)
        {
            return -1;
        }
    }

    /// <inheritdoc/>
    public int Read(string name, int position, byte[] into, int offset, int count)
    {
        if (position < 0 || !Exists(name))
        {
            return 0;
        }

        try
        {
            using (FileStream file = new FileStream(_folder + name, FileMode.Open, FileAccess.Read, FileShare.Read))
            {
                return Read(file, position, into, offset, count);
            }
        }
        catch (Exception)
        {
            return 0;
        }
    }

    /// <inheritdoc/>
    public bool Create(string name)
    {
        return IsName(name) && Write(name, FileMode.Create, null, 0, 0);
    }

    /// <inheritdoc/>
    public bool Append(string name, byte[] bytes, int offset, int count)
    {
        return IsName(name) && Write(name, FileMode.Append, bytes, offset, count);
    }

    /// <inheritdoc/>
    public void Delete(string name)
    {
        try
        {
            if (Exists(name))
            {
                File.Delete(_folder + name);
            }
        }
        catch (Exception)
        {
            // It stays, as a file that nothing names: whoever writes it anew says whether that works.
        }
    }

    /// <summary>A name of ours: not one that leads out of the folder, or to the firmware's own files, which have an underscore.</summary>
    private static bool IsName(string name)
    {
        bool right = name.Length > 0 && name.Length <= LongestName && name[0] != '.';
        for (int i = 0; i < name.Length && right; i++)
        {
            char c = name[i];
            right = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
        }

        return right;
    }

    private static int Read(FileStream file, int position, byte[] into, int offset, int count)
    {
        if (position >= file.Length)
        {
            return 0;
        }

        file.Position = position;
        int done = 0;
        int read = 1;
        while (done < count && read > 0)
        {
            read = file.Read(into, offset + done, count - done);
            done += read;
        }

        return done;
    }

    private bool Exists(string name)
    {
        try
        {
            return IsName(name) && File.Exists(_folder + name);
        }
        catch (Exception)
        {
            return false;
        }
    }

    private bool Write(string name, FileMode mode, byte[] bytes, int offset, int count)
    {
        try
        {
            using (FileStream file = new FileStream(_folder + name, mode, FileAccess.Write, FileShare.None))
            {
                if (count > 0)
                {
                    file.Write(bytes, offset, count);
                }
            }

            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }
}
