using System.Buffers.Binary;

namespace VividMed.Imaging;

/// <summary>The CRC-32 of PNG chunks and gzip trailers (polynomial 0xEDB88320), eight bytes a step with sliced tables.</summary>
internal struct Crc32()
{
    private static readonly uint[][] Tables = BuildTables();
    private uint _state = uint.MaxValue;

    public readonly uint Value => ~_state;

    public void Append(ReadOnlySpan<byte> data)
    {
        var state = _state;
        for (; data.Length >= 8; data = data[8..])
        {
            var low = BinaryPrimitives.ReadUInt32LittleEndian(data) ^ state;
            var high = BinaryPrimitives.ReadUInt32LittleEndian(data[4..]);
            state = Tables[7][(byte)low] ^ Tables[6][(byte)(low >> 8)] ^ Tables[5][(byte)(low >> 16)] ^ Tables[4][low >> 24]
                ^ Tables[3][(byte)high] ^ Tables[2][(byte)(high >> 8)] ^ Tables[1][(byte)(high >> 16)] ^ Tables[0][high >> 24];
        }

        foreach (var value in data) state = (state >> 8) ^ Tables[0][(byte)(state ^ value)];
        _state = state;
    }

    private static uint[][] BuildTables()
    {
        var tables = new uint[8][];
        for (var slice = 0; slice < 8; slice++)
        {
            tables[slice] = new uint[256];
            for (var value = 0u; value < 256; value++)
            {
                var previous = slice == 0 ? value : tables[slice - 1][value];
                for (var bit = 0; bit < 8; bit++) previous = (previous >> 1) ^ ((previous & 1) * 0xEDB88320);
                tables[slice][value] = previous;
            }
        }

        return tables;
    }
}
