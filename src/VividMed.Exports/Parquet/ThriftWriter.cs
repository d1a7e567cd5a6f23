using System.Text;

namespace VividMed.Exports.Parquet;

/// <summary>Thrift's compact protocol, as much of it as Parquet's headers take: integers, texts, lists and structs.</summary>
internal sealed class ThriftWriter(Stream output)
{
    public const int Int32 = 5;
    public const int Text = 8;
    public const int Struct = 12;

    private const int Int64 = 6;
    private const int List = 9;
    private const int LongestShortList = 15;

    private readonly Stack<int> _outer = new();
    private int _last;

    public void Field(int id, int value)
    {
        Header(id, Int32);
        Variable(ZigZag(value));
    }

    public void Field(int id, long value)
    {
        Header(id, Int64);
        Variable(ZigZag(value));
    }

    public void Field(int id, string value)
    {
        Header(id, Text);
        Value(value);
    }

    public void Value(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        Variable((ulong)bytes.Length);
        output.Write(bytes);
    }

    public void Value(int value) => Variable(ZigZag(value));

    /// <summary>A list of items of a kind; write items right after it, structs between <see cref="Begin()"/> and <see cref="End"/>.</summary>
    public void FieldList(int id, int kind, int count)
    {
        Header(id, List);
        if (count < LongestShortList)
        {
            output.WriteByte((byte)((count << 4) | kind));
            return;
        }

        output.WriteByte((byte)(0xF0 | kind));
        Variable((ulong)count);
    }

    /// <summary>A struct that is a field.</summary>
    public void Begin(int id)
    {
        Header(id, Struct);
        Begin();
    }

    /// <summary>A struct that is a list's item, or stands by itself.</summary>
    public void Begin()
    {
        _outer.Push(_last);
        _last = 0;
    }

    public void End()
    {
        output.WriteByte(0);
        _last = _outer.Pop();
    }

    /// <summary>Seven bits a byte, the lowest first, the eighth telling that more follow.</summary>
    internal static void Variable(Stream output, ulong value)
    {
        for (; value >= 0x80; value >>= 7) output.WriteByte((byte)(value | 0x80));
        output.WriteByte((byte)value);
    }

    private static ulong ZigZag(long value) => (ulong)((value << 1) ^ (value >> 63));

    private void Header(int id, int kind)
    {
        // Fields come in ascending order, less than 16 apart.
        output.WriteByte((byte)(((id - _last) << 4) | kind));
        _last = id;
    }

    private void Variable(ulong value) => Variable(output, value);
}
