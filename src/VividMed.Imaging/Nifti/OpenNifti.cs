namespace VividMed.Imaging;

/// <summary>A NIfTI source with the files that it reads from.</summary>
internal sealed class OpenNifti(NiftiSource source, params Stream[] files) : IDisposable
{
    public NiftiSource Source { get; } = source;

    public void Dispose()
    {
        Source.Dispose();
        foreach (var file in files) file.Dispose();
    }
}
