using System.Numerics;
using VividMed.Imaging.Geometry;
using VividMed.Inference.Execution;
using VividMed.Inference.Manifests;
using VividMed.Inference.Preparation;

namespace VividMed.Inference.Segmenters;

/// <summary>What segmenting one volume takes.</summary>
/// <param name="Windows">Windows of the lattice.</param>
/// <param name="PromptsPerCall">Prompts that share a pass over the windows: what the model takes and the memory limit allows.</param>
/// <param name="WindowRuns">Windows times passes; windows without foreground are skipped and lower it.</param>
/// <param name="ManagedBytes">The most managed memory held at once, the volume's own voxels included. ONNX Runtime's own memory is not part
/// of it.</param>
public sealed record SegmentationPlan(int Windows, int PromptsPerCall, long WindowRuns, long ManagedBytes)
{
    /// <summary>
    /// What segmenting a volume takes, counted on its prepared form: after cropping, and without windows that have no foreground. No
    /// session is opened.
    /// </summary>
    /// <exception cref="ModelException"><c>volume-invalid</c> or <c>memory-limit</c>.</exception>
    public static SegmentationPlan Exact(Volume volume, ModelManifest manifest, ExecutionOptions options, int prompts)
    {
        var prepared = VolumePreparation.Prepare(volume, manifest.Volume!);
        var plan = For(volume.Grid, prepared.Grid, manifest, options, prompts);
        if (manifest.Window!.SkipBelow is not { } limit) return plan;

        var lattice = WindowLattice.Over(prepared.Grid, manifest.Window);
        var tensor = new WindowTensor(lattice, manifest.Window, manifest.Volume!);
        var windows = lattice.Z.Starts.Sum(
            z => lattice.Level().Count(corner => tensor.Exceeds(prepared, (corner.X, corner.Y, z), (float)limit)));
        return plan with { Windows = windows, WindowRuns = plan.WindowRuns / plan.Windows * windows };
    }

    /// <exception cref="ModelException"><c>memory-limit</c>: not even one prompt at a time fits.</exception>
    internal static SegmentationPlan For(
        VolumeGrid original, PreparedGrid grid, ModelManifest manifest, ExecutionOptions options, int prompts)
    {
        var window = manifest.Window!;
        var lattice = WindowLattice.Over(grid, window);
        var all = manifest.Kind == ModelKind.ClassSegmenter ? manifest.ClassCount : 0;
        // Tensors are rented, and a pool rounds up.
        var (batch, second) = (options.BatchSize ?? window.BatchHint, manifest.Volume!.Second?.Channels ?? 0);
        var images = (long)BitOperations.RoundUpToPowerOf2(
            (ulong)batch * (ulong)(manifest.Volume.Channels + second) * (ulong)lattice.WindowVoxels);
        // The original, its prepared form and a copy while it is cropped, two tensors in flight.
        var voxels = (long)original.Width * original.Height * original.Depth;
        var unchanging = 4 * (voxels + ((second > 0 ? 3 : 2) * grid.VoxelCount) + (2 * images));
        // Slabs are rings as deep as a window, or over slices as a batch; three slices are between them and the masks, one bit a voxel (and once more while parts are
        // removed).
        var channel = 4L * lattice.X.Length * lattice.Y.Length * ((manifest.Volume.Slices is null ? lattice.Z.Window : batch) + 3);
        var mask = 2 * ((voxels + 7) / 8);
        if (manifest.Mask!.Activation == MaskActivation.Softmax) unchanging += 4L * all * lattice.WindowVoxels;

        var perCall = Math.Max(1, manifest.Prompts?.MaxPromptsPerCall is { } most ? Math.Min(most, prompts) : prompts);
        if (manifest.NeedsAllChannels()) unchanging += channel * all;
        else perCall = (int)Math.Clamp((options.MemoryLimit - unchanging - (mask * prompts)) / channel, 1, perCall);

        var bytes = unchanging + (mask * prompts) + (manifest.NeedsAllChannels() ? 0 : channel * perCall);
        if (bytes > options.MemoryLimit)
        {
            throw new ModelException(
                "memory-limit",
                $"segmenting {prompts} prompts on {original.Width} x {original.Height} x {original.Depth} voxels needs {bytes >> 20} MiB, more than the limit of {options.MemoryLimit >> 20} MiB");
        }

        var passes = Math.Max(1, (prompts + perCall - 1) / perCall);
        return new SegmentationPlan(lattice.Count, perCall, (long)lattice.Count * passes, bytes);
    }
}
