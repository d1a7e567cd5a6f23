using VividMed.Cli;

return await CommandLine.RunAsync(args);
