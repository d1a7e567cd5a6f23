using System.CommandLine;
using System.Globalization;
using VividMed.Cli.CommandOptions;
using VividMed.Cli.Images;
using VividMed.Cli.Images.Inputs;
using VividMed.Cli.Output;
using VividMed.Cli.Running;
using VividMed.Imaging.Overlays;
using VividMed.Imaging.Png;

namespace VividMed.Cli.Commands;

/// <summary>vividmed image render: a PNG of each file.</summary>
internal static class ImageRenderCommand
{
    private static readonly Argument<string[]> Files = new("files") { Description = ImageCommand.Inputs, Arity = ArgumentArity.OneOrMore };
    private static readonly Option<string> Out = new("--out") { Description = "The PNG to write; for several files the folder to write them into", Required = true };
    private static readonly Option<string?> Window = new("--window")
    {
        Description = "lung, mediastinum, bone, auto, or two values as LOW,HIGH; default: CT volumes lung, other volumes auto, radiographs as MIMIC-CXR-JPG renders them",
    };

    private static readonly Option<OverlayPlane?> Montage = ChoiceOptions.Optional<OverlayPlane>("--montage", "Volumes: many slices of one direction (axial, coronal, sagittal) instead of three planes");
    private static readonly Option<int> Slices = NumberOptions.Count("--slices", 20, "Slices of a montage", least: 1);
    private static readonly Option<int> Frame = NumberOptions.Count("--frame", 1, "The frame of a DICOM file with several, counted from 1", least: 1);
    private static readonly Option<bool> Plain = new("--no-equalise") { Description = "Radiographs: leave out the histogram equalization of the published 8-bit rendering" };

    private static readonly Option<string[]> Masks = new("--masks")
    {
        Description = "DICOM segmentations to lay over one volume, each segment in its color with a legend; the volume is a NIfTI file, a multi-frame CT or the folder of a CT series",
    };

    private static readonly Option<string?> Series = new("--series") { Description = "With --masks, of a folder with several CT series: the one that is meant, by UID or number" };

    public static Command Create()
    {
        var command = new Command("render", "Write pictures: a radiograph as MIMIC-CXR-JPG renders it, a volume on three planes or as a montage, with --masks under its segments")
        {
            Files, Out, Window, Montage, Slices, Frame, Plain, Masks, Series,
        };
        command.Validators.Add(static result =>
        {
            var masked = result.GetValue(Masks) is { Length: > 0 };
            if (masked && result.GetValue(Montage) is not null) result.AddError("--masks shows three planes: leave out --montage");
            if (masked && result.GetValue(Files) is { Length: > 1 }) result.AddError("--masks belongs to one volume: name one file or folder");
            if (!masked && result.GetValue(Series) is not null) result.AddError("--series goes with --masks");
        });
        CliAction.Set(command, RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var inputs = new ImageInputs(parsed.GetRequiredValue(Files));
        var options = new PictureOptions(
            ParseWindow(parsed.GetValue(Window)), parsed.GetValue(Montage), parsed.GetValue(Slices),
            Equalize: !parsed.GetValue(Plain), parsed.GetValue(Frame));
        var target = parsed.GetRequiredValue(Out);
        foreach (var file in parsed.GetRequiredValue(Files).Where(File.Exists)) Outputs.RefuseSame((Out.Name, target), ("the image", file));
        if (parsed.GetValue(Masks) is { Length: > 0 } masks) return DrawMasked(parsed, masks, target, options.Window);
        if (inputs.IsSingle && !Directory.Exists(target))
        {
            Console.Out.WriteLine(Draw(inputs.Files().First(), target, options));
            return ExitCode.Ok;
        }

        Directory.CreateDirectory(target);
        var (names, failed) = (new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase), 0);
        await foreach (var (written, error) in OrderedWork.RunAsync(inputs.Files().Select(file => (file, Path.Combine(target, Name(file)))), Environment.ProcessorCount, Try, cancellationToken))
        {
            if (error is not null) failed++;
            await (error is null ? Console.Out : Console.Error).WriteLineAsync(error ?? written);
        }

        return failed > 0 ? ExitCode.Failed : ExitCode.Ok;

        (string? Written, string? Error) Try((string File, string Picture) job)
        {
            try
            {
                return (Draw(job.File, job.Picture, options), null);
            }
            catch (Exception failure) when (UserError.OfFile(failure) is { } error)
            {
                return (null, $"vividmed: {job.File}: {UserError.WithoutFile(error, job.File)}");
            }
        }

        // Two files of one name in different folders get pictures of their own.
        string Name(string file)
        {
            var stem = ImageName.Stem(file);
            names[stem] = names.GetValueOrDefault(stem) + 1;
            return names[stem] == 1 ? stem + ".png" : $"{stem}-{names[stem]}.png";
        }
    }

    private static int DrawMasked(ParseResult parsed, string[] masks, string target, OverlayWindow? window)
    {
        var source = parsed.GetRequiredValue(Files)[0];
        var (picture, undrawn) = MaskedPicture.Of(source, masks, parsed.GetValue(Series), window);
        var file = Directory.Exists(target) ? Path.Combine(target, ImageName.Stem(Path.TrimEndingDirectorySeparator(source)) + ".png") : target;
        using (var png = File.Create(file)) PngCodec.WriteRgb(png, picture);
        Console.Out.WriteLine(Path.GetFullPath(file));
        if (undrawn > 0) Console.Error.WriteLine($"vividmed: {undrawn} segments more are not drawn: one picture has room for {MaskedPicture.Most}");
        return ExitCode.Ok;
    }

    private static string Draw(string file, string target, PictureOptions options)
    {
        var picture = ImageReader.Named(file, path => ImagePicture.Of(path, options));
        using (var png = File.Create(target)) picture(png);
        return Path.GetFullPath(target);
    }

    private static OverlayWindow? ParseWindow(string? text)
    {
        if (text is null) return null;
        return text.ToLowerInvariant() switch
        {
            "lung" => OverlayWindow.Lung,
            "mediastinum" => OverlayWindow.Mediastinum,
            "bone" => OverlayWindow.Bone,
            "auto" => null,
            _ when text.Split(',') is [var low, var high] && Number(low) is { } from && Number(high) is { } to && from < to => new OverlayWindow(from, to),
            _ => throw CliException.WrongCall($"'{text}' is no window: --window takes lung, mediastinum, bone, auto, or LOW,HIGH with LOW below HIGH"),
        };

        static float? Number(string cell) =>
            float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && float.IsFinite(value) ? value : null;
    }
}
