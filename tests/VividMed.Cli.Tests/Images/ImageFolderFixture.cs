using VividMed.Imaging;
using VividMed.Imaging.Dicom;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Jpeg;
using VividMed.Imaging.Nifti;
using VividMed.TestKit;

namespace VividMed.Cli.Tests.Images;

/// <summary>A folder with images of several kinds, and files that are none.</summary>
public sealed class ImageFolderFixture : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ImageFolderFixture()
    {
        Directory.CreateDirectory(Path("a/b"));
        WriteRadiograph("a/native.dcm", DicomStorage.ExplicitLittleEndian, "MONOCHROME2");
        WriteRadiograph("a/b/rle.dcm", DicomStorage.RunLength, "MONOCHROME1");
        WriteRadiograph("a/b/IM0001", DicomStorage.LosslessJpeg, "MONOCHROME2");
        File.WriteAllText(Path("a/broken.dcm"), "no DICOM");
        File.WriteAllText(Path("a/report.txt"), "Clear.");
        File.WriteAllText(Path("a/.hidden.dcm"), "x");
        using (var nifti = File.Create(Path("a/volume.nii.gz"))) NiftiWriter.Write(nifti, new short[24], 2, 3, 4, Affine.Scale(-1, -1, 2));
        using var jpeg = File.Create(Path("a/picture.jpg"));
        JpegCodec.WriteGray(jpeg, new GrayImage(8, 4, new byte[32]));
    }

    public string Root => _folder.Root;

    public string Path(string name) => System.IO.Path.Combine(_folder.Root, name);

    public void Dispose() => _folder.Dispose();

    private void WriteRadiograph(string name, DicomStorage storage, string photometric)
    {
        using var file = File.Create(Path(name));
        DicomWriter.Write(file, new DicomRadiograph
        {
            Columns = 6,
            Rows = 4,
            Pixels = [.. Enumerable.Range(0, 24).Select(value => (ushort)(value * 100))],
            PhotometricInterpretation = photometric,
            PatientId = "10000001",
            StudyId = "50000001",
            ViewPosition = "PA",
            StudyTime = new DateTime(2180, 1, 1, 0, 0, 0, DateTimeKind.Unspecified),
            Seed = name,
            Storage = storage,
        });
    }
}
