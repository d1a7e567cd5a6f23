using System.Text.Json;
using System.Text.RegularExpressions;

namespace VividMed.Exports.Tests.Families;

/// <summary>What each trainer asks of a line by its documentation, said again in our words: an empty list where it would load.</summary>
internal static partial class TrainerRules
{
    public static IEnumerable<string> Find(string family, JsonElement line, string root) => family switch
    {
        "ms-swift" => [.. Messages(line, root), .. Swift(line)],
        "llama-factory" => Messages(line, root),
        "qwen2.5-vl" or "qwen-vl" => Conversations(line, root, single: false),
        "internvl" => [.. Conversations(line, root, single: false), .. InternVl(line)],
        "llava" => Conversations(line, root, single: true),
        "medgemma" => Parts(line, root),
        _ => ["no rules"],
    };

    /// <summary>Turns begin with the user and alternate; as many image words as images, each a file.</summary>
    private static IEnumerable<string> Messages(JsonElement line, string root)
    {
        var roles = line.GetProperty("messages").EnumerateArray().Select(static turn => turn.GetProperty("role").GetString()).ToList();
        if (!roles.SequenceEqual(["user", "assistant"])) yield return "roles do not alternate from the user on";
        if (line.GetProperty("images").ValueKind != JsonValueKind.Array) yield return "images is no list";
        foreach (var problem in Images(line.GetProperty("images"), root)) yield return problem;
        var words = line.GetProperty("messages").EnumerateArray().Sum(static turn => Count(turn.GetProperty("content").GetString()!, "<image>"));
        if (words != line.GetProperty("images").GetArrayLength()) yield return $"{words} image words";
    }

    /// <summary>Each &lt;ref-object&gt; takes a ref and each &lt;bbox&gt; a box, in order; real boxes are pixels of the image of their id.</summary>
    private static IEnumerable<string> Swift(JsonElement line)
    {
        var text = string.Concat(line.GetProperty("messages").EnumerateArray().Select(static turn => turn.GetProperty("content").GetString()));
        var objects = line.GetProperty("objects");
        if (Count(text, "<ref-object>") != objects.GetProperty("ref").GetArrayLength()) yield return "refs do not fill their words";
        if (Count(text, "<bbox>") != objects.GetProperty("bbox").GetArrayLength()) yield return "boxes do not fill their words";
        foreach (var (index, box) in objects.GetProperty("bbox").EnumerateArray().Index())
        {
            var size = line.GetProperty("sizes")[objects.GetProperty("image_id")[index].GetInt32()];
            if (!IsInside(box, size[0].GetDouble(), size[1].GetDouble())) yield return $"box {box} outside of its image";
        }
    }

    /// <summary>Human and gpt in turn, as many image words as images, boxes within the frame that is recorded.</summary>
    private static IEnumerable<string> Conversations(JsonElement line, string root, bool single)
    {
        var image = line.GetProperty("image");
        if (single != (image.ValueKind == JsonValueKind.String)) yield return "image is of the wrong kind";
        var images = single ? JsonDocument.Parse($"[{image.GetRawText()}]").RootElement : image;
        foreach (var problem in Images(images, root)) yield return problem;
        var turns = line.GetProperty("conversations").EnumerateArray().ToList();
        if (!turns.Select(static turn => turn.GetProperty("from").GetString()).SequenceEqual(["human", "gpt"])) yield return "turns are not human and gpt";
        if (turns.Sum(static turn => Count(turn.GetProperty("value").GetString()!, "<image>")) != images.GetArrayLength()) yield return "image words differ from images";
        if (!turns[0].GetProperty("value").GetString()!.StartsWith("<image>", StringComparison.Ordinal)) yield return "images do not come first";
    }

    /// <summary>A box is a list of lists of four whole thousandths, and follows a reference.</summary>
    private static IEnumerable<string> InternVl(JsonElement line)
    {
        var answer = line.GetProperty("conversations")[1].GetProperty("value").GetString()!;
        foreach (Match match in BoxTag().Matches(answer))
        {
            if (!answer[..match.Index].EndsWith("</ref>", StringComparison.Ordinal)) yield return "a box follows no reference";
            foreach (var box in JsonDocument.Parse(match.Groups["boxes"].Value).RootElement.EnumerateArray())
            {
                if (!IsInside(box, 1000, 1000) || box.EnumerateArray().Any(static number => number.GetRawText().Contains('.', StringComparison.Ordinal))) yield return $"box {box}";
            }
        }

        if (line.GetProperty("width_list").GetArrayLength() != line.GetProperty("image").GetArrayLength()) yield return "widths differ from images";
    }

    /// <summary>Parts of type image stand for the images, in their order, and every part has type and text.</summary>
    private static IEnumerable<string> Parts(JsonElement line, string root)
    {
        foreach (var problem in Images(line.GetProperty("images"), root)) yield return problem;
        var parts = line.GetProperty("messages").EnumerateArray().SelectMany(static turn => turn.GetProperty("content").EnumerateArray()).ToList();
        if (parts.Count(static part => part.GetProperty("type").GetString() == "image") != line.GetProperty("images").GetArrayLength()) yield return "image parts differ from images";
        if (parts.Any(static part => part.GetProperty("type").GetString() == "text" && part.GetProperty("text").GetString() is not { Length: > 0 })) yield return "an empty text";
    }

    private static IEnumerable<string> Images(JsonElement images, string root) =>
        from image in images.EnumerateArray()
        let path = Path.Combine(root, image.GetString()!)
        where !File.Exists(path) || File.ReadAllBytes(path) is not [0x89, (byte)'P', (byte)'N', (byte)'G', ..]
        select $"{image} is no picture";

    private static bool IsInside(JsonElement box, double width, double height) =>
        box.EnumerateArray().Select(static number => number.GetDouble()).ToArray() is [var x0, var y0, var x1, var y1] && x0 >= 0 && y0 >= 0 && x1 > x0 && y1 > y0 && x1 <= width && y1 <= height;

    private static int Count(string text, string word) => text.Split(word).Length - 1;

    [GeneratedRegex("<box>(?<boxes>[^<]*)</box>", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex BoxTag();
}
