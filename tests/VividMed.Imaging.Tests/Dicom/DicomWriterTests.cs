using System.Runtime.InteropServices;
using CsCheck;
using VividMed.Imaging.Dicom;

namespace VividMed.Imaging.Tests.Dicom;

public sealed class DicomWriterTests
{
    [Fact]
    public void Any_image_in_any_storage_reads_back_as_written()
    {
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 40], Gen.Int[8, 16], Gen.Int[0, 3], Gen.Int, static (columns, rows, bits, storage, seed) =>
            RandomImages.Radiograph(columns, rows, bits, (DicomStorage)storage, seed)).Sample(static image =>
        {
            var decoded = DicomFile.Read(Written(image)).DecodeImage();
            Assert.Equal((image.Columns, image.Rows, 1, image.BitsStored), (decoded.Columns, decoded.Rows, decoded.Frames, decoded.BitsStored));
            var values = decoded.BitsAllocated == 16 ? MemoryMarshal.Cast<byte, ushort>(decoded.Pixels).ToArray() : Array.ConvertAll(decoded.Pixels, static value => (ushort)value);
            Assert.Equal(image.Pixels, values);
        }, iter: 300);
    }

    [Fact]
    public void The_same_image_gives_the_same_bytes()
    {
        var image = RandomImages.Radiograph(31, 17, 12, DicomStorage.RunLength, seed: 5);
        Assert.Equal(Written(image).ToArray(), Written(image).ToArray());
    }

    [Fact]
    public void The_description_is_stored_as_given()
    {
        var image = RandomImages.Radiograph(8, 8, 12, DicomStorage.ExplicitLittleEndian, seed: 1) with { ViewPosition = "LATERAL", PixelSpacing = 0.139 };
        var dataset = DicomFile.Read(Written(image)).Dataset;
        Assert.Equal("1.2.840.10008.5.1.4.1.1.1.1", dataset.GetString(DicomTags.SopClassUid));
        Assert.Equal(image.PatientId, dataset.GetString(DicomTags.PatientId));
        Assert.Equal(image.StudyId, dataset.GetString(DicomTags.StudyId));
        Assert.Equal("LATERAL", dataset.GetString(DicomTags.ViewPosition));
        Assert.Equal("21800102", dataset.GetString(DicomTags.StudyDate));
        Assert.Equal(["0.139", "0.139"], dataset.GetStrings(DicomTags.ImagerPixelSpacing));
        Assert.Null(dataset.GetString(DicomTags.PatientName));
    }

    [Fact]
    public void Identifiers_follow_from_the_seed_and_fit_the_standard()
    {
        Assert.Equal(DicomWriter.Uid("a"), DicomWriter.Uid("a"));
        Assert.NotEqual(DicomWriter.Uid("a"), DicomWriter.Uid("b"));
        Assert.Matches("^2\\.25\\.[1-9][0-9]{1,38}$", DicomWriter.Uid("a"));
    }

    [Fact]
    public void Images_of_one_study_share_its_identifier_but_not_their_own()
    {
        var first = RandomImages.Radiograph(4, 4, 12, DicomStorage.ImplicitLittleEndian, seed: 1);
        var (one, two) = (DicomFile.Read(Written(first)).Dataset, DicomFile.Read(Written(first with { Seed = "another" })).Dataset);
        Assert.Equal(one.GetString(DicomTags.StudyInstanceUid), two.GetString(DicomTags.StudyInstanceUid));
        Assert.NotEqual(one.GetString(DicomTags.SopInstanceUid), two.GetString(DicomTags.SopInstanceUid));
    }

    [Fact]
    public void A_pixel_above_the_bits_stored_is_refused()
    {
        var image = RandomImages.Radiograph(4, 4, 12, DicomStorage.ExplicitLittleEndian, seed: 1);
        image.Pixels[3] = 4096;
        Assert.Throws<ArgumentException>(() => Written(image));
    }

    private static MemoryStream Written(DicomRadiograph image)
    {
        var stream = new MemoryStream();
        DicomWriter.Write(stream, image);
        stream.Position = 0;
        return stream;
    }
}
