using System.Text;
using CsCheck;
using VividMed.Datasets.Csv;

namespace VividMed.Datasets.Tests.Csv;

public sealed class CsvReaderTests
{
    private static readonly Gen<string> Field = Gen.OneOf(
        Gen.String[Gen.Char["ab,\"\n\r éş1 "], 0, 12], Gen.Const(""), Gen.String[Gen.Char.AlphaNumeric, 1, 5]);

    [Fact]
    public void Whatever_is_written_by_the_rules_is_read_back()
    {
        Gen.Select(Field.Array[2, 5].Array[1, 8], Gen.Int[1, 7], Gen.Bool).Sample((rows, step, windows) =>
        {
            var text = string.Concat(rows.Select(row => string.Join(',', row.Select(Quote)) + (windows ? "\r\n" : "\n")));
            var records = ReadAll(Encoding.UTF8.GetBytes(text), step);
            return records.Count == rows.Length && records.Zip(rows).All(static pair => pair.First.Fields.SequenceEqual(pair.Second));
        });
    }

    [Fact]
    public void A_record_can_be_read_again_from_its_offset_alone()
    {
        Gen.Select(Field.Array[2, 4].Array[1, 8], Gen.Bool).Sample((rows, mark) =>
        {
            var text = string.Concat(rows.Select(static row => string.Join(',', row.Select(Quote)) + "\n"));
            byte[] bytes = [.. mark ? Encoding.UTF8.GetPreamble() : [], .. Encoding.UTF8.GetBytes(text)];
            return ReadAll(bytes, 4096).Zip(rows).All(pair => CsvReader.Parse(bytes.AsSpan((int)pair.First.Offset, pair.First.Length)).SequenceEqual(pair.Second));
        });
    }

    [Theory]
    [InlineData("a,b\n1,2", "1|2")]
    [InlineData("a,b\n\n\r\n1,2\n", "1|2")]
    [InlineData("a,b\n5\" tube,x\n", "5\" tube|x")]
    [InlineData("a,b\n\"1\"x,2\n", "1x|2")]
    [InlineData("a,b\n,\n", "|")]
    public void Loose_spellings_are_understood(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', ReadAll(Encoding.UTF8.GetBytes(text), 3)[1].Fields));

    [Fact]
    public void A_quote_that_is_never_closed_is_refused() =>
        Assert.Equal("csv-open-quote", Assert.Throws<DatasetException>(() => ReadAll("a,b\n1,\"2\n3,4\n"u8.ToArray(), 100)).Code);

    [Fact]
    public void A_record_without_end_is_refused_in_bounded_memory()
    {
        var endless = new byte[3 * CsvReader.LongestRecord];
        Array.Fill(endless, (byte)'x');
        Assert.Equal("csv-record-too-long", Assert.Throws<DatasetException>(() => ReadAll(endless, 1 << 16)).Code);
    }

    [Fact]
    public void Random_bytes_are_read_or_refused() => Gen.Byte.Array[0, 300].Sample(static bytes =>
    {
        try
        {
            ReadAll(bytes, 64);
        }
        catch (DatasetException refused)
        {
            Assert.Equal("csv-open-quote", refused.Code);
        }
    });

    private static string Quote(string field) => $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static List<CsvRecord> ReadAll(byte[] bytes, int step)
    {
        var reader = new CsvReader(new TricklingStream(bytes, step), "table.csv");
        var records = new List<CsvRecord>();
        while (reader.Read() is { } record) records.Add(record);
        return records;
    }
}
