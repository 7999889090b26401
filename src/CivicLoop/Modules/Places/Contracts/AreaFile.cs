using System.IO.Compression;
using System.Text;
using System.Text.Json;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Files;
using NetTopologySuite.Features;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO.Converters;
using NetTopologySuite.IO.Esri;
using NetTopologySuite.IO.Esri.Shapefiles.Readers;

using Coordinates = CivicLoop.Domain.Places.Coordinates;

namespace CivicLoop.Modules.Places.Contracts;

/// <summary>A shape of a file with what is written beside it.</summary>
internal sealed record FileShape(
    int Line, IReadOnlyDictionary<string, string> Values, Geometry? Shape);

/// <summary>A file of boundaries: GeoJSON, or a zipped Shapefile.</summary>
/// <param name="Said">What the file says of its coordinates; null where it says nothing.</param>
internal sealed record AreaFile(
    IReadOnlyList<string> Columns, IReadOnlyList<FileShape> Shapes, CoordinateSystem? Said)
{
    // A province has some 20,000 communities.
    private const int ShapesMax = 30_000;

    private static readonly JsonSerializerOptions Json = new()
    {
        Converters = { new GeoJsonConverterFactory() },
    };

    /// <summary>Reads a file. Errors: it is neither, is damaged, empty, or in metres of a
    /// projection instead of degrees.</summary>
    public static Outcome<AreaFile> Read(byte[] file)
    {
        try
        {
            var read = ZipLimits.IsZip(file) ? ReadZip(file) : ReadGeoJson(file);
            return read.Problem is null && Refuse(read.Value) is { } refused ? refused : read;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // A damaged file breaks its reader in many ways; the person needs one answer.
            return Unreadable(fault.Message);
        }
    }

    /// <summary>A shape of a file moved to WGS-84, which every shape is kept in.</summary>
    public static Geometry? InWgs84(Geometry? shape, CoordinateSystem system)
    {
        if (shape is null || system is CoordinateSystem.Wgs84 or CoordinateSystem.Cgcs2000)
        {
            return shape;
        }

        var moved = shape.Copy();
        moved.Apply(new ToWgs84(system));
        moved.GeometryChanged();
        return moved;
    }

    private static Problem? Refuse(AreaFile found)
    {
        if (found.Shapes.Count is 0 or > ShapesMax)
        {
            return found.Shapes.Count == 0
                ? new Problem(ProblemCode.FileEmpty, "file")
                : new Problem(ProblemCode.LimitTooLarge, "file", ShapesMax);
        }

        var box = new Envelope();
        foreach (var shape in found.Shapes)
        {
            box.ExpandToInclude(shape.Shape?.EnvelopeInternal ?? new Envelope());
        }

        return box.IsNull || new Envelope(-180, 180, -90, 90).Contains(box)
            ? null
            : new Problem(ProblemCode.PositionOutOfRange, "file", box.MaxX);
    }

    private static Outcome<AreaFile> ReadGeoJson(byte[] file)
    {
        var features = JsonSerializer.Deserialize<FeatureCollection>(Decode(file), Json)!;
        return Of(features, null);
    }

    private static Outcome<AreaFile> ReadZip(byte[] file)
    {
        if (ZipLimits.Refuse(file) is { } refused)
        {
            return refused;
        }

        using var zip = new ZipArchive(new MemoryStream(file), ZipArchiveMode.Read);
        var shp = Entry(zip, ".shp");
        var dbf = Entry(zip, ".dbf");
        if (shp is null || dbf is null)
        {
            return Entry(zip, ".geojson") is { } json
                ? ReadGeoJson(json)
                : Unreadable(".shp, .dbf");
        }

        var projection = Entry(zip, ".prj") is { } prj ? Decode(prj) : null;
        if (projection?.StartsWith("PROJCS", StringComparison.OrdinalIgnoreCase) == true)
        {
            return Unreadable("PROJCS: " + projection.Split('"').ElementAtOrDefault(1));
        }

        var options = new ShapefileReaderOptions
        {
            Encoding = EncodingOf(Entry(zip, ".cpg"), dbf),
            GeometryBuilderMode = GeometryBuilderMode.IgnoreInvalidShapes,
        };
        using var shapes = new MemoryStream(shp);
        using var records = new MemoryStream(dbf);
        return Of(Shapefile.ReadAllFeatures(shapes, records, options), SystemOf(projection));
    }

    private static AreaFile Of(IEnumerable<IFeature> features, CoordinateSystem? system)
    {
        var columns = new List<string>();
        var shapes = new List<FileShape>();
        foreach (var feature in features)
        {
            var values = new Dictionary<string, string>();
            foreach (var name in feature.Attributes?.GetNames() ?? [])
            {
                if (!columns.Contains(name))
                {
                    columns.Add(name);
                }

                values[name] = Text(feature.Attributes![name]);
            }

            shapes.Add(new FileShape(shapes.Count + 1, values, feature.Geometry));
        }

        return new AreaFile(columns, shapes, system);
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        double number => ((decimal)number).ToString(
            "0.##########", System.Globalization.CultureInfo.InvariantCulture),
        IFormattable some => some.ToString(
            null, System.Globalization.CultureInfo.InvariantCulture).Trim(),
        _ => value.ToString()?.Trim() ?? "",
    };

    private static byte[]? Entry(ZipArchive zip, string ending)
    {
        var entry = zip.Entries.FirstOrDefault(one =>
            one.FullName.EndsWith(ending, StringComparison.OrdinalIgnoreCase)
            && !one.FullName.StartsWith("__MACOSX", StringComparison.Ordinal));
        if (entry is null)
        {
            return null;
        }

        using var unpacked = entry.Open();
        using var bytes = new MemoryStream();
        unpacked.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static CoordinateSystem? SystemOf(string? projection) => projection switch
    {
        null => null,
        _ when projection.Contains("CGCS", StringComparison.OrdinalIgnoreCase)
            || projection.Contains("China_2000", StringComparison.OrdinalIgnoreCase)
            || projection.Contains("China Geodetic", StringComparison.OrdinalIgnoreCase)
            => CoordinateSystem.Cgcs2000,
        _ when projection.Contains("WGS", StringComparison.OrdinalIgnoreCase)
            => CoordinateSystem.Wgs84,
        _ => null,
    };

    private static Encoding EncodingOf(byte[]? cpg, byte[] dbf) =>
        (cpg is null ? "" : Encoding.ASCII.GetString(cpg).Trim().ToUpperInvariant()) switch
        {
            "UTF-8" or "UTF8" => Encoding.UTF8,
            "" => IsUtf8(dbf) ? Encoding.UTF8 : Chinese,
            _ => Chinese,
        };

    // GB 18030 holds GBK and GB 2312, which older offices write.
    private static Encoding Chinese { get; } =
        CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    private static string Decode(byte[] text) =>
        (IsUtf8(text) ? Encoding.UTF8 : Chinese).GetString(text).TrimStart('\uFEFF');

    // Behind the header of a record file there is text; its counts may be any bytes.
    private static bool IsUtf8(byte[] bytes) => System.Text.Unicode.Utf8.IsValid(
        bytes.Length > 12 && bytes[0] is 0x03 or 0x30
            ? bytes.AsSpan(BitConverter.ToUInt16(bytes, 8))
            : bytes);

    private static Problem Unreadable(string why) =>
        new(ProblemCode.FileUnreadable, "file", why);

    private sealed class ToWgs84(CoordinateSystem from) : ICoordinateSequenceFilter
    {
        public bool Done => false;

        public bool GeometryChanged => true;

        public void Filter(CoordinateSequence seq, int i)
        {
            var at = Coordinates.ToWgs84(new GeoPoint(seq.GetX(i), seq.GetY(i)), from);
            seq.SetX(i, at.Lon);
            seq.SetY(i, at.Lat);
        }
    }
}
