using System.Text;
using CsCheck;
using VividMed.Datasets.Csv;

namespace VividMed.Datasets.Tests.Csv;

/// <summary>The buffered reader of bytes against a naive one that goes through the text letter by letter.</summary>
public sealed class CsvEquivalenceTests
{
    private static readonly Gen<string> Text = Gen.String[Gen.Char["aé,,\"\"\n\r "], 0, 60];

    [Fact]
    public void Any_text_gives_the_records_of_a_naive_reader_however_it_trickles_in() =>
        Gen.Select(Text, Gen.Int[1, 9]).Sample(
            static (text, step) =>
            {
                if (Naive(text) is { } expected) Assert.Equal(expected, Read(text, step));
                else Assert.Equal("csv-open-quote", Assert.Throws<DatasetException>(() => Read(text, step)).Code);
            },
            iter: 5_000);

    [Fact]
    public void A_record_across_the_end_of_the_buffer_is_whole()
    {
        var field = new string('x', 70_000);
        Assert.Equal([["a", field], [$"{field}\n,", "b"]], Read($"a,{field}\n\"{field}\n,\",b\n", 1 << 16));
    }

    /// <summary>RFC 4180 with this reader's liberties; null where a quote stays open.</summary>
    private static List<string[]>? Naive(string text)
    {
        var (records, fields, field) = (new List<string[]>(), new List<string>(), new StringBuilder());
        var (quoted, opened, length) = (false, false, 0);
        for (var i = 0; i < text.Length; i++)
        {
            var letter = text[i];
            if (quoted && letter == '"' && i + 1 < text.Length && text[i + 1] == '"') field.Append(text[i++]);
            else if (quoted && letter == '"') quoted = false;
            else if (quoted) field.Append(letter);
            else if (letter == '"' && field.Length == 0 && !opened) quoted = opened = true;
            else if (letter == ',') Close();
            else if (letter == '\n') End();
            else if (letter == '\r' && (i + 1 == text.Length || text[i + 1] == '\n')) continue;
            else field.Append(letter);
            length++;
            if (letter == '\n' && !quoted) length = 0;
        }

        if (quoted) return null;
        End();
        return records;

        void Close()
        {
            fields.Add(field.ToString());
            field.Clear();
            opened = false;
        }

        void End()
        {
            if (length > 0)
            {
                Close();
                records.Add([.. fields]);
            }

            fields.Clear();
            field.Clear();
            opened = false;
        }
    }

    private static List<string[]> Read(string text, int step)
    {
        var reader = new CsvReader(new TricklingStream(Encoding.UTF8.GetBytes(text), step), "table.csv");
        var records = new List<string[]>();
        while (reader.Read() is { } record) records.Add(record.Fields);
        return records;
    }
}
