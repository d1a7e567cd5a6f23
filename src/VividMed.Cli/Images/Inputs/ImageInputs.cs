namespace VividMed.Cli.Images.Inputs;

/// <summary>The image files that a command line names: files, folders, patterns, and lists of those (@list, or @- for stdin).</summary>
internal sealed class ImageInputs(IReadOnlyList<string> words)
{
    /// <summary>One file by its name: its failure is the command's.</summary>
    public bool IsSingle => words.Count == 1 && !IsList(words[0]) && !Directory.Exists(words[0]) && !IsPattern(words[0]);

    /// <summary>
    /// Every file, in the order given, found while it is asked for. A name without a file is given as it is, so that its error has a place.
    /// </summary>
    /// <exception cref="CliException">A folder, pattern or list has no image.</exception>
    public IEnumerable<string> Files() => words.SelectMany(word => Expand(word, word));

    private static IEnumerable<string> Expand(string word, string said)
    {
        if (IsList(word)) return Lines(word).SelectMany(line => IsList(line) ? [line] : Expand(line, line));
        if (File.Exists(word)) return [word];
        if (Directory.Exists(word)) return NotEmpty(ImageFolder.Walk(word), $"{said}: there is no image in this folder");
        return IsPattern(word) ? NotEmpty(ImageFolder.Match(word), $"{said}: no file fits this pattern") : [word];
    }

    private static IEnumerable<string> Lines(string list)
    {
        using var reader = list == "@-" ? Console.In : File.Exists(list[1..]) ? new StreamReader(list[1..]) : throw new CliException(
            $"{list[1..]}: there is no such list");
        while (reader.ReadLine() is { } line)
        {
            line = line.Trim();
            if (line.Length > 0 && line[0] != '#') yield return line;
        }
    }

    private static IEnumerable<string> NotEmpty(IEnumerable<string> files, string otherwise)
    {
        var any = false;
        foreach (var file in files)
        {
            any = true;
            yield return file;
        }

        if (!any) throw new CliException(otherwise);
    }

    /// <summary>Whether a word is the name of one file or folder that is not there.</summary>
    public static bool IsMissing(string word) => !IsList(word) && !IsPattern(word) && !File.Exists(word) && !Directory.Exists(word);

    private static bool IsList(string word) => word.Length > 1 && word[0] == '@' && !File.Exists(word);

    private static bool IsPattern(string word) => word.AsSpan().ContainsAny('*', '?') && !File.Exists(word);
}
