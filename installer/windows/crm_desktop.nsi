; The Windows installer: for this user alone, no administrator, bases and settings never touched.
; Compiled by installer/freeze.py: -DVERSION -DPAYLOAD -DTARGET -DICON -DSIZE_KB.

Unicode true
ManifestDPIAware true
SetCompressor /SOLID lzma
RequestExecutionLevel user

!include "MUI2.nsh"
!include "FileFunc.nsh"

!define PROGRAM "CRM Desktop"
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\CRM Desktop"

Name "${PROGRAM}"
OutFile "${TARGET}"
InstallDir "$LOCALAPPDATA\Programs\${PROGRAM}"
InstallDirRegKey HKCU "${KEY}" "InstallLocation"
BrandingText "${PROGRAM} ${VERSION}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "${PROGRAM}"
VIAddVersionKey "FileDescription" "${PROGRAM}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "MIT"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}.exe"

!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Russian"
!insertmacro MUI_LANGUAGE "English"

LangString OPEN_NOW ${LANG_RUSSIAN} "${PROGRAM} сейчас открыта. Закройте её и нажмите «Повтор»: ни данные, ни настройки не изменятся."
LangString OPEN_NOW ${LANG_ENGLISH} "${PROGRAM} is open. Close it and press Retry: neither data nor settings change."
LangString NOT_OURS ${LANG_RUSSIAN} "В папке $INSTDIR уже лежат другие файлы. Выберите пустую или новую папку; в этой ничего не изменено."
LangString NOT_OURS ${LANG_ENGLISH} "The folder $INSTDIR holds other files already. Choose an empty or a new one; nothing was changed in this one."
LangString DATA_STAYS ${LANG_RUSSIAN} "Программа удалена. Ваша база, копии и настройки остались на месте."
LangString DATA_STAYS ${LANG_ENGLISH} "The program is removed. Your base, its copies and the settings have stayed."

Function .onVerifyInstDir
  ${GetParent} "$INSTDIR" $0
  StrCmp $0 "" 0 +2
  Abort
FunctionEnd

; A newer installer over an older program: only the program's own files are replaced, and only
; while it is closed. A folder with anything else in it is refused untouched.
Function WhileOpen
  again:
  IfFileExists "$INSTDIR\${PROGRAM}.exe" 0 closed
  ClearErrors
  FileOpen $0 "$INSTDIR\${PROGRAM}.exe" a
  IfErrors busy
  FileClose $0
  Goto closed
  busy:
  MessageBox MB_RETRYCANCEL|MB_ICONINFORMATION "$(OPEN_NOW)" /SD IDCANCEL IDRETRY again
  Abort
  closed:
FunctionEnd

Section "${PROGRAM}"
  IfFileExists "$INSTDIR\*.*" 0 fresh
  IfFileExists "$INSTDIR\uninstall.exe" ours
  ${DirState} "$INSTDIR" $0
  StrCmp $0 "1" 0 fresh
  MessageBox MB_OK|MB_ICONINFORMATION "$(NOT_OURS)" /SD IDOK
  Abort
  ours:
  Call WhileOpen
  ; What the last version brought; the folder holds nothing of the user.
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\licences"
  fresh:
  SetOutPath "$INSTDIR"
  File /r "${PAYLOAD}\*.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${PROGRAM}.lnk" "$INSTDIR\${PROGRAM}.exe"
  CreateShortcut "$DESKTOP\${PROGRAM}.lnk" "$INSTDIR\${PROGRAM}.exe"
  WriteRegStr HKCU "${KEY}" "DisplayName" "${PROGRAM}"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\${PROGRAM}.exe"
  WriteRegStr HKCU "${KEY}" "Publisher" "CRM Desktop contributors"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" ${SIZE_KB}
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
SectionEnd

Section "Uninstall"
  ; Only what was installed: a base that somebody put here by hand stays.
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\licences"
  Delete "$INSTDIR\${PROGRAM}.exe"
  Delete "$INSTDIR\crm-desktop.exe"
  Delete "$INSTDIR\sbom.cdx.json"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${PROGRAM}.lnk"
  Delete "$DESKTOP\${PROGRAM}.lnk"
  DeleteRegKey HKCU "${KEY}"
  MessageBox MB_OK|MB_ICONINFORMATION "$(DATA_STAYS)" /SD IDOK
SectionEnd
