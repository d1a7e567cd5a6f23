using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using VividMed.Datasets;
using VividMed.Datasets.Csv;
using VividMed.Datasets.Files;
using VividMed.Grounding.Review;
using VividMed.Imaging.Geometry;
using VividMed.Taxonomy;

namespace VividMed.Evaluation.Review;

/// <summary>
/// The files that a review goes through: sheet and key as JSON; answers as JSON or as CSV with the columns item and verdict, and side,
/// polarity, temporality, target and box (four or six numbers apart by blanks) where a reviewer corrects.
/// </summary>
public static class ReviewFiles
{
    private const string Bad = "bad-review-file";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <summary>Writes a sheet, a key or answers.</summary>
    public static void Write<T>(string path, T value) => File.WriteAllBytes(path, ToBytes(value));

    /// <summary>The bytes of the same file, for a store.</summary>
    public static byte[] ToBytes<T>(T value) => [.. JsonSerializer.SerializeToUtf8Bytes(value, Json), (byte)'\n'];

    /// <summary>What <see cref="ToBytes"/> gave, or the file of the same kind.</summary>
    /// <param name="name">What it is called in an error.</param>
    /// <exception cref="DatasetException"><c>bad-review-file</c>.</exception>
    public static T Parse<T>(ReadOnlySpan<byte> json, string name)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Json) ?? throw new DatasetException(Bad, $"{name} is empty");
        }
        catch (JsonException malformed)
        {
            throw new DatasetException(Bad, $"{name} is not what a review wrote (line {malformed.LineNumber + 1})", malformed);
        }
    }

    /// <exception cref="DatasetException"><c>bad-review-file</c>: it is missing, or not the file that is asked for.</exception>
    public static ReviewSheet ReadSheet(string path)
    {
        var sheet = Read<ReviewSheet>(path, "the sheet that 'review sample --out' writes");
        return sheet.Schema == ReviewSheet.SchemaVersion
            ? sheet
            : throw new DatasetException(Bad, $"{path} is a sheet of schema {sheet.Schema}; this release reads {ReviewSheet.SchemaVersion}: draw it anew");
    }

    /// <exception cref="DatasetException"><c>bad-review-file</c>.</exception>
    public static ReviewKey ReadKey(string path) => Read<ReviewKey>(path, "the key that 'review sample --key' writes");

    /// <summary>Answers in the order of the file; of an item that is there twice the last.</summary>
    /// <exception cref="DatasetException"><c>bad-review-file</c>.</exception>
    public static IReadOnlyList<ReviewAnswer> ReadAnswers(string path)
    {
        var answers = path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? ReadTable(path) : Read<AnswerList>(path, "what a reviewer's page saves").Answers;
        return [.. answers.Reverse().DistinctBy(static answer => answer.Item).Reverse()];
    }

    /// <summary>A file of JSON. <paramref name="what"/> says what it should be.</summary>
    /// <exception cref="DatasetException"><c>bad-review-file</c>.</exception>
    internal static T Read<T>(string path, string what)
    {
        try
        {
            using var file = File.OpenRead(path);
            return JsonSerializer.Deserialize<T>(file, Json) ?? throw new DatasetException(Bad, $"{path} is empty: it should be {what}");
        }
        catch (JsonException malformed)
        {
            throw new DatasetException(Bad, $"{path} is not {what} (line {malformed.LineNumber + 1})", malformed);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DatasetException(Bad, $"{path} is not there: it should be {what}", missing);
        }
    }

    /// <summary>A table to fill in: what is to be judged, without a word of any report.</summary>
    public static void WriteTable(string path, ReviewSheet sheet) => CsvText.Write(
        path,
        "item,study,modality,stated_target,stated_side,stated_polarity,region,verdict,side,polarity,temporality,target,box",
        sheet.Items.Select(static item => (IReadOnlyList<string>)
        [
            item.Id, item.Study, item.Modality.Code(), item.Target, item.Side.ToString().ToLowerInvariant(), item.Polarity.ToString().ToLowerInvariant(),
            item.Region is { } box ? string.Join(' ', box.Select(static number => number.ToString(CultureInfo.InvariantCulture))) : item.Reason!,
            "", "", "", "", "", "",
        ]));

    private static List<ReviewAnswer> ReadTable(string path)
    {
        var full = Path.GetFullPath(path);
        using var table = CsvTable.Open(new LocalDatasetFiles(Path.GetDirectoryName(full)!), Path.GetFileName(full));
        var (item, verdict) = (table.Column("item"), table.Column("verdict"));
        int?[] corrections = [.. ((string[])["side", "polarity", "temporality", "target", "box"]).Select(table.TryColumn)];
        var answers = new List<ReviewAnswer>();
        foreach (var record in table.Records())
        {
            var word = record.Fields[verdict].Trim();
            if (word.Length == 0) continue; // not looked at yet
            var kind = VerdictKinds.Find(word) ?? throw new DatasetException(
                Bad, $"{path}: '{word}' of item {record.Fields[item]} is no verdict: say {string.Join(", ", Enum.GetValues<VerdictKind>().Select(static kind => kind.Word()))}");
            var fields = Array.ConvertAll(corrections, column => column is { } at ? record.Fields[at].Trim() : "");
            answers.Add(new ReviewAnswer(record.Fields[item].Trim(), kind) { Correction = CorrectionOf(path, record.Fields[item], fields) });
        }

        return answers;
    }

    private static ReviewCorrection? CorrectionOf(string path, string item, string[] fields) => Array.TrueForAll(fields, static field => field.Length == 0) ? null : new ReviewCorrection
    {
        Side = Word<Side>(path, item, fields[0]),
        Polarity = Word<Polarity>(path, item, fields[1]),
        Temporality = Word<Temporality>(path, item, fields[2]),
        Target = fields[3].Length > 0 ? fields[3] : null,
        Box = fields[4].Length > 0 ? BoxOf(path, item, fields[4]) : null,
    };

    private static T? Word<T>(string path, string item, string word)
        where T : struct, Enum
    {
        if (word.Length == 0) return null;
        return Enum.TryParse<T>(word, ignoreCase: true, out var value) && !char.IsAsciiDigit(word[0])
            ? value
            : throw new DatasetException(Bad, $"{path}: '{word}' of item {item} is no {typeof(T).Name.ToLowerInvariant()}: say {string.Join(", ", Enum.GetNames<T>().Select(static name => name.ToLowerInvariant()))}");
    }

    private static Box BoxOf(string path, string item, string text)
    {
        var numbers = text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(static part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN)
            .ToList();
        return numbers.TrueForAll(double.IsFinite) ? numbers switch
        {
            [var x0, var y0, var x1, var y1] => Box.Flat(x0, y0, x1, y1),
            [var x0, var y0, var z0, var x1, var y1, var z1] => new Box(x0, y0, z0, x1, y1, z1),
            _ => throw NoBox(),
        }
        : throw NoBox();

        DatasetException NoBox() => new(Bad, $"{path}: the box of item {item} is not four or six numbers apart by blanks");
    }
}

/// <summary>A file of answers.</summary>
public sealed record AnswerList(IReadOnlyList<ReviewAnswer> Answers);
