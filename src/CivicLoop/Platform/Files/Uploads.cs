using CivicLoop.Domain;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicLoop.Platform.Files;

/// <summary>A file somebody uploaded to be looked at before it is accepted.</summary>
internal sealed record Upload
{
    public required Guid Id { get; init; }

    /// <summary>What it is for, for example <c>areas</c>.</summary>
    public required string Purpose { get; init; }

    public required string Name { get; init; }

    public required string ByActor { get; init; }

    /// <summary>What was chosen for it so far, as JSON of the module that reads it.</summary>
    public required string Choices { get; init; }

    public required byte[] Body { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public DateTimeOffset? UsedAt { get; init; }
}

internal sealed class UploadMap : IEntityTypeConfiguration<Upload>
{
    public void Configure(EntityTypeBuilder<Upload> builder)
    {
        builder.ToTable("uploads");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}

/// <summary>Keeps uploads between the step that sends a file and the one that accepts it.</summary>
internal sealed class Uploads(CityDatabase database, TimeProvider time)
{
    /// <summary>Largest file: a province's communities as GeoJSON, or 20,000 rows.</summary>
    public const int BytesMax = 40 * 1024 * 1024;

    public const int MegabytesMax = BytesMax / (1024 * 1024);

    /// <summary>Days an upload waits for a decision.</summary>
    public const int KeepDays = 7;

    private const int NameMax = 200;

    /// <summary>Stores a file. Errors: none sent, empty, too large.</summary>
    public async Task<Outcome<Upload>> KeepAsync(
        string purpose, IFormFile? file, string choices, string actor, CancellationToken stop)
    {
        if (file is null)
        {
            return new Problem(ProblemCode.FileMissing, "file");
        }

        if (file.Length is 0 or > BytesMax)
        {
            return file.Length == 0
                ? new Problem(ProblemCode.FileEmpty, "file")
                : new Problem(ProblemCode.UploadTooLarge, "file", MegabytesMax);
        }

        using var body = new MemoryStream((int)file.Length);
        await file.CopyToAsync(body, stop);
        var name = Path.GetFileName(file.FileName);
        var now = Instants.Storable(time.GetUtcNow());
        var upload = new Upload
        {
            Id = Ids.New(now),
            Purpose = purpose,
            Name = name.Length > NameMax ? name[^NameMax..] : name,
            ByActor = actor,
            Choices = choices,
            Body = body.ToArray(),
            MadeAt = now,
        };
        return await database.WriteAsync(
            async session =>
            {
                await session.InsertAsync(upload);
                return (Outcome<Upload>)upload;
            },
            stop);
    }

    /// <summary>One's own upload that was not used yet. Error: there is none.</summary>
    public async Task<Outcome<Upload>> FindAsync(
        string purpose, Guid id, string actor, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var found = await context.Set<Upload>().FirstOrDefaultAsync(
            row => row.Id == id && row.Purpose == purpose && row.ByActor == actor
                && row.UsedAt == null,
            stop);
        return found is null ? new Problem(ProblemCode.NotFound, "upload", id) : found;
    }

    public Task<Outcome<Upload>> ChooseAsync(
        Upload upload, string choices, CancellationToken stop) =>
        database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync(
                    "UPDATE uploads SET choices = @choices WHERE id = @id",
                    ("@choices", choices), ("@id", upload.Id));
                return (Outcome<Upload>)(upload with { Choices = choices });
            },
            stop);

    /// <summary>Marks it used in the transaction of what it brought; the bytes go. Error: another
    /// request used it first.</summary>
    public static async Task<Problem?> UseAsync(
        WriteSession session, Upload upload, DateTimeOffset now) =>
        await session.ExecuteAsync(
            "UPDATE uploads SET used_at = @now, body = @none WHERE id = @id AND used_at IS NULL",
            ("@now", now), ("@none", Array.Empty<byte>()), ("@id", upload.Id)) == 1
            ? null
            : new Problem(ProblemCode.NotFound, "upload", upload.Id);

    /// <summary>Forgets what nobody decided about.</summary>
    public async Task<int> ForgetDueAsync(CancellationToken stop)
    {
        var before = time.GetUtcNow().AddDays(-KeepDays);
        var forgotten = await database.WriteAsync(
            async session => (Outcome<int>)await session.ExecuteAsync(
                "DELETE FROM uploads WHERE made_at < @before", ("@before", before)),
            stop);
        return forgotten.Value;
    }
}
