namespace Training.Domain.Media;

/// <summary>The containers that are admitted. What a file is, is decided by its first bytes, never by its name.</summary>
public enum ContainerKind
{
    Mp4,
    Matroska,
    Avi,
    Flv,
    Asf,
    Mpeg,
    MpegTs,
    Ogg,
    Mp3,
    Aac,
    Amr,
    Wav,
    Flac,
}

public static class ContainerKinds
{
    /// <summary>
    /// The one demuxer that may read a file of this kind. It is always forced: a demuxer that ffmpeg guesses could be a playlist
    /// reader, and a playlist opens other files.
    /// </summary>
    public static string Demuxer(this ContainerKind kind) => kind switch
    {
        ContainerKind.Mp4 => "mov",
        ContainerKind.Matroska => "matroska",
        ContainerKind.Avi => "avi",
        ContainerKind.Flv => "flv",
        ContainerKind.Asf => "asf",
        ContainerKind.Mpeg => "mpeg",
        ContainerKind.MpegTs => "mpegts",
        ContainerKind.Ogg => "ogg",
        ContainerKind.Mp3 => "mp3",
        ContainerKind.Aac => "aac",
        ContainerKind.Amr => "amr",
        ContainerKind.Wav => "wav",
        ContainerKind.Flac => "flac",
    };

    /// <summary>Whether the container writes its length down. Of the others ffprobe only guesses it from the bit rate.</summary>
    public static bool DeclaresDuration(this ContainerKind kind) => kind is
        ContainerKind.Mp4 or ContainerKind.Matroska or ContainerKind.Avi or ContainerKind.Flv or ContainerKind.Asf or
        ContainerKind.Ogg or ContainerKind.Wav or ContainerKind.Flac;
}
