using Microsoft.Data.Sqlite;
using Microsoft.ML.OnnxRuntime;
using TorchSharp;
using VividMed.Imaging.Overlays;

namespace VividMed.Cli.Checkups;

/// <summary>Whether each native library loads and answers: one that does not is only noticed by the first command that needs it.</summary>
internal static class LibrariesCheck
{
    private const string Part = "libraries";

    /// <summary>Above which share of a picture of writing that is not its background writing is to be seen.</summary>
    private const int LeastInk = 50;

    private static readonly string Beside = $"the program's own native libraries must lie in {AppContext.BaseDirectory}: unpack or build it again for this system";

    public static IEnumerable<CheckLine> Look() =>
    [
        Tried("ONNX Runtime", static () => OrtEnv.Instance().GetVersionString()),
        Tried("LibTorch", Torch),
        Tried("SQLite", Sqlite),
        Fonts(),
    ];

    private static string Torch()
    {
        using var sum = torch.ones(3).sum();
        return sum.item<float>() == 3 ? torch.__version__ : throw new DllNotFoundException("it adds wrongly");
    }

    private static string Sqlite()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        return connection.ServerVersion;
    }

    /// <summary>A library without a typeface draws no letter and says nothing: the same picture is drawn with a title and without.</summary>
    private static CheckLine Fonts()
    {
        const string name = "Skia and its embedded font";
        try
        {
            var (written, blank) = (CurveChart.Paint("vividmed", "", [0, 1]), CurveChart.Paint("", "", [0, 1]));
            var ink = written.Pixels.Zip(blank.Pixels).Count(static pair => pair.First != pair.Second);
            return ink >= LeastInk ? CheckLine.Ok("fonts", name, "letters are drawn") : CheckLine.Bad("fonts", name, "no letter is drawn", Beside);
        }
        catch (Exception failure) when (IsMissing(failure))
        {
            return CheckLine.Bad("fonts", name, Said(failure), Beside);
        }
    }

    private static CheckLine Tried(string name, Func<string> look)
    {
        try
        {
            return CheckLine.Ok(Part, name, look());
        }
        catch (Exception failure) when (IsMissing(failure))
        {
            return CheckLine.Bad(Part, name, Said(failure), Beside);
        }
    }

    /// <summary>A library that does not load shows in whatever first touched it: its own fault, that of a type's initializer, or one of the wrapper's.</summary>
    private static bool IsMissing(Exception failure) =>
        failure is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException or TypeInitializationException or NotSupportedException or SqliteException or OnnxRuntimeException;

    private static string Said(Exception failure) => failure.GetBaseException().Message.ReplaceLineEndings(" ");
}
