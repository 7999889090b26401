using System.IO.Compression;
using System.Text;
using System.Text.Unicode;
using CivicLoop.Domain.Problems;
using CsvHelper;

namespace CivicLoop.Modules.Intake;

/// <summary>A CSV file, plain or gzip. It is looked through once before anything is written, so
/// that a file that cannot be read whole is refused whole.</summary>
internal sealed class ImportFile(string path)
{
    private const int BlockBytes = 1 << 16;

    // The longest a UTF-8 character cut off by the end of a block can be.
    private const int CutBytesMax = 3;

    private const byte NewLine = (byte)'\n';

    public string Path => path;

    /// <summary>Opens the rows for reading, from the first.</summary>
    public CsvReader Open() => CsvReader.Create(
        OpenBytes(), new CsvReaderOptions { TrackLineNumbers = true }, leaveOpen: false);

    /// <summary>Errors: not there, empty, not gzip although so named, not UTF-8 (names the line), a
    /// column missing (names it).</summary>
    public Problem? Fault(ImportMapping mapping)
    {
        if (!File.Exists(path))
        {
            return new Problem(ProblemCode.NotFound, "file", path);
        }

        try
        {
            return FaultOfText() ?? FaultOfHeader(mapping);
        }
        catch (InvalidDataException)
        {
            return new Problem(ProblemCode.FileNotGzip, "file", path);
        }
        catch (CsvFormatException error)
        {
            return new Problem(ProblemCode.FieldInvalid, "file", error.Message);
        }
    }

    private bool IsGzip => path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);

    private Stream OpenBytes()
    {
        var file = new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.Read, BlockBytes,
            FileOptions.SequentialScan);
        return IsGzip
            ? new GZipStream(file, CompressionMode.Decompress)
            : file;
    }

    private Problem? FaultOfText()
    {
        using var bytes = OpenBytes();
        var buffer = new byte[BlockBytes];
        var kept = 0;
        var line = 1L;
        var length = 0L;
        while (true)
        {
            var read = bytes.Read(buffer, kept, buffer.Length - kept);
            length += read;
            var block = buffer.AsSpan(0, kept + read);
            var whole = read == 0 ? block.Length : block.Length - Cut(block);
            if (!Utf8.IsValid(block[..whole]))
            {
                return new Problem(
                    ProblemCode.TextNotUtf8, "line", line + LinesBeforeFault(block[..whole]));
            }

            if (read == 0)
            {
                return FaultOfLength(length);
            }

            line += block[..whole].Count(NewLine);
            kept = block.Length - whole;
            block[whole..].CopyTo(buffer);
        }
    }

    private Problem? FaultOfLength(long length) =>
        IsGzip && GzipEnd.IsCutOff(path, length)
            ? new Problem(ProblemCode.FileNotGzip, "file", path)
        : length == 0 ? new Problem(ProblemCode.FileEmpty, "file", path)
        : null;

    // Bytes at the end that may belong to a character whose rest comes with the next block.
    private static int Cut(ReadOnlySpan<byte> block)
    {
        for (var back = 1; back <= CutBytesMax && back <= block.Length; back++)
        {
            var one = block[^back];
            if (one < 0x80)
            {
                return 0;
            }

            if (one >= 0xC0)
            {
                return back;
            }
        }

        return 0;
    }

    private static long LinesBeforeFault(ReadOnlySpan<byte> block)
    {
        var lines = 0;
        while (block.IndexOf(NewLine) is >= 0 and var end && Utf8.IsValid(block[..end]))
        {
            lines++;
            block = block[(end + 1)..];
        }

        return lines;
    }

    private Problem? FaultOfHeader(ImportMapping mapping)
    {
        using var csv = Open();
        var headers = csv.Headers.ToHashSet(StringComparer.Ordinal);
        return mapping.Columns.All()
            .Where(one => !headers.Contains(one.Column))
            .Select(one => new Problem(ProblemCode.ColumnMissing, one.Column, one.Column))
            .FirstOrDefault();
    }
}
