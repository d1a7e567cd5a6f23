using System.Security.Cryptography;
using VividMed.Datasets;
using VividMed.Evaluation.Review;

namespace VividMed.Evaluation.ReaderStudy;

/// <summary>The files of a study's folder.</summary>
public static class ReadingFiles
{
    private const string Bad = "bad-review-file";

    public static string Design(string folder) => Path.Combine(folder, "study.json");

    public static string Key(string folder) => Path.Combine(folder, "key.json");

    /// <summary>The digest that seals a key.</summary>
    public static string DigestOf(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));

    /// <exception cref="DatasetException"><c>bad-review-file</c>.</exception>
    public static ReadingDesign ReadDesign(string folder)
    {
        var design = ReviewFiles.Read<ReadingDesign>(Design(folder), "the study.json that 'review study make' writes");
        return design.Schema == ReadingDesign.SchemaVersion
            ? design
            : throw new DatasetException(Bad, $"{Design(folder)} is of schema {design.Schema}; this release reads {ReadingDesign.SchemaVersion}: analyze it with the release that made it");
    }

    /// <exception cref="DatasetException"><c>bad-review-file</c>, or <c>changed-key</c>: it is not the one that was sealed.</exception>
    public static ReadingKey ReadKey(string folder, ReadingDesign design)
    {
        var key = ReviewFiles.Read<ReadingKey>(Key(folder), "the key.json that 'review study make' writes");
        return DigestOf(Key(folder)) == design.KeySha256
            ? key
            : throw new DatasetException("changed-key", $"{Key(folder)} is not the key that study.json was sealed with: bring back the one that 'make' wrote, nothing can be told by another");
    }

    /// <summary>One reader's answers of one period.</summary>
    /// <exception cref="DatasetException"><c>bad-review-file</c>: also of another study, or with a case that was not to be read so.</exception>
    public static ReadingAnswers ReadAnswers(string path, ReadingDesign design)
    {
        var answers = ReviewFiles.Read<ReadingAnswers>(path, "what a reader's page saves");
        if (answers.Study != design.Study) throw new DatasetException(Bad, $"{path} holds answers of another study");
        var planned = design.Readings
            .Where(reading => reading.Reader == answers.Reader && reading.Period == answers.Period)
            .ToDictionary(static reading => reading.Case, static reading => reading.Arm, StringComparer.Ordinal);
        if (planned.Count == 0) throw new DatasetException(Bad, $"{path} is of a reader or a period that the study does not have");
        foreach (var answer in answers.Answers)
        {
            if (!planned.TryGetValue(answer.Case, out var arm) || arm != answer.Arm) throw new DatasetException(Bad, $"{path}: case {answer.Case} was not to be read so in that period");
            if (!double.IsFinite(answer.Seconds) || answer.Seconds <= 0) throw new DatasetException(Bad, $"{path}: the time of case {answer.Case} is none");
        }

        return answers with { Answers = [.. answers.Answers.DistinctBy(static answer => answer.Case)] };
    }
}
