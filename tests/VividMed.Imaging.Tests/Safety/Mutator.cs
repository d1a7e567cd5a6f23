namespace VividMed.Imaging.Tests.Safety;

/// <summary>Damages files as broken disks, careless writers and attackers do. Equal seeds give equal damage.</summary>
internal static class Mutator
{
    private static readonly uint[] Telling = [0, 1, 2, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0x8000, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF];

    public static byte[] Mutate(byte[] file, Random random)
    {
        var bytes = (byte[])file.Clone();
        var header = Math.Min(bytes.Length, 1200);
        for (var i = random.Next(1, 6); i > 0 && bytes.Length >= 4; i--)
        {
            var at = random.Next(random.Next(2) == 0 ? Math.Min(header, bytes.Length) : bytes.Length);
            switch (random.Next(9))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes[at] = (byte)random.Next(256); break;
                case 2: bytes.AsSpan(at, Math.Min(4, bytes.Length - at)).Fill(0xFF); break;
                case 3: bytes.AsSpan(at, Math.Min(random.Next(1, 40), bytes.Length - at)).Clear(); break;
                case 4: Overwrite(bytes, at, Telling[random.Next(Telling.Length)], random.Next(1, 5), random.Next(2) == 0); break;
                case 5: Copy(bytes, random.Next(bytes.Length), at, random.Next(1, 64)); break;
                case 6: bytes = Spliced(bytes, at, random); break;
                case 7: bytes[at] += (byte)(random.Next(2) == 0 ? 1 : 255); break;
                default: if (random.Next(3) == 0) bytes = bytes[..at]; break;
            }
        }

        return bytes;
    }

    private static void Overwrite(byte[] bytes, int at, uint value, int width, bool bigEndian)
    {
        for (var i = 0; i < width && at + i < bytes.Length; i++) bytes[at + i] = (byte)(value >> (8 * (bigEndian ? width - 1 - i : i)));
    }

    private static void Copy(byte[] bytes, int from, int to, int length)
    {
        length = Math.Min(length, bytes.Length - Math.Max(from, to));
        bytes.AsSpan(from, length).CopyTo(bytes.AsSpan(to));
    }

    /// <summary>Some bytes taken out, or some put in twice: everything behind is out of step.</summary>
    private static byte[] Spliced(byte[] bytes, int at, Random random)
    {
        var length = Math.Min(random.Next(1, 16), bytes.Length - at);
        return random.Next(2) == 0 ? [.. bytes[..at], .. bytes[(at + length)..]] : [.. bytes[..(at + length)], .. bytes[at..]];
    }
}
