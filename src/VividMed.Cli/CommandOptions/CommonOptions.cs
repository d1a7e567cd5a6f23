using System.CommandLine;
using VividMed.Cli.Configuration;
using VividMed.Cli.Output;
using VividMed.Datasets;
using VividMed.Storage.Stores;

namespace VividMed.Cli.CommandOptions;

/// <summary>Options that several commands share, each with the same name and meaning everywhere.</summary>
internal static class CommonOptions
{
    public static Option<OutputFormat> Output() => ChoiceOptions.Of("--output", OutputFormat.Table, "table or json; json also tells errors as JSON on stderr ('vividmed schema' describes both)");

    public static Option<string> Models() => new("--models")
    {
        Description = "Folder with the models' manifests, taxonomy.json and, if reports are to be read otherwise, language.json",
        DefaultValueFactory = _ => Settings.Current[KnownSettings.Models]!,
    };

    public static Option<string?> Provider()
    {
        var option = new Option<string?>("--provider") { Description = "What models run on: auto, cpu, cuda, tensorrt or plugin:PATH; what is named is required, auto takes what there is" };
        option.Validators.Add(result =>
        {
            var kind = SettingKind.Provider;
            foreach (var word in result.Tokens.Where(word => !kind.Accepts(word.Value)))
            {
                result.AddError($"--provider takes {kind.Expects}, not '{word.Value}'");
            }

        });
        return option;
    }

    public static Option<string> Dataset() => Required(new Option<string>("--dataset")
    {
        Description = "mimic-cxr, ct-rate, or your own radiographs or volumes in two tables: cxr-csv, ct-csv, mr-csv (docs/how-to/run-on-your-data.md)",
    }.Accepting([.. DatasetFactory.Names]));

    public static Option<string> Root() => Required(new Option<string>("--root") { Description = "The dataset's folder, its container (https://account.blob.core.windows.net/container/folder), or a connection string with Container=name/folder" });

    /// <summary>A folder of this machine; a container's address would become the name of one, secret and all.</summary>
    public static Option<string> Out(string description) => Folder(Required(new Option<string>("--out") { Description = description }));

    /// <inheritdoc cref="Out"/>
    public static Option<string> Folder(Option<string> option)
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault(static token => File.Exists(token.Value)) is { } file) result.AddError($"{option.Name} takes a folder, and {file.Value} is a file");

            if (result.Tokens.Any(static token => StorageCredentials.IsSecret(token.Value) || token.Value.Contains("://", StringComparison.Ordinal)))
            {
                result.AddError($"{option.Name} takes a folder of this machine here, not a container");
            }
        });
        return option;
    }

    private static Option<T> Required<T>(Option<T> option)
    {
        option.Required = true;
        return option;
    }
}
