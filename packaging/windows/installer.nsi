; The installer for Windows: for one person, without administrator's rights, and gone without a trace but the library.
; makensis -DVERSION= -DPAYLOAD= -DICON= -DLIBRARY_ICON= -DOUTPUT= installer.nsi: the version, the bundle, two .ico files,
; and what to write.
Unicode true
!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Briefing"
!define CLASSES "Software\Classes"
!define LIBRARY "Briefing.Library"
!define ARTICLE "Briefing.Article"

Name "Briefing"
OutFile "${OUTPUT}"
InstallDir "$LOCALAPPDATA\Programs\Briefing"
InstallDirRegKey HKCU "${KEY}" "InstallLocation"
RequestExecutionLevel user
SetCompressor /SOLID lzma
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "Briefing"
VIAddVersionKey "FileDescription" "Installs Briefing"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "The Briefing maintainers, MIT License"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\briefing.exe"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

; A program that runs keeps its file open: an upgrade would leave half of the old one behind.
!macro EndIfRunning WHAT
  ${If} ${FileExists} "$INSTDIR\briefing.exe"
    ClearErrors
    FileOpen $0 "$INSTDIR\briefing.exe" a
    ${If} ${Errors}
      MessageBox MB_OK|MB_ICONEXCLAMATION "Briefing is open. Close its window, then ${WHAT} again." /SD IDOK
      Abort
    ${EndIf}
    FileClose $0
  ${EndIf}
!macroend

Section "Install"
  !insertmacro EndIfRunning "install"
  ; The old program goes as a whole, so that no file of it is mixed with the new. The library lies elsewhere.
  RMDir /r "$INSTDIR\_internal"
  SetOutPath "$INSTDIR"
  File /r "${PAYLOAD}\*"
  File "/oname=briefing.ico" "${ICON}"
  File "/oname=briefing-library.ico" "${LIBRARY_ICON}"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\Briefing.lnk" "$INSTDIR\briefing.exe" "" "$INSTDIR\briefing.ico"

  WriteRegStr HKCU "${CLASSES}\.briefing-library" "" "${LIBRARY}"
  WriteRegStr HKCU "${CLASSES}\.briefing" "" "${LIBRARY}"
  WriteRegStr HKCU "${CLASSES}\${LIBRARY}" "" "Briefing library"
  WriteRegStr HKCU "${CLASSES}\${LIBRARY}\DefaultIcon" "" "$INSTDIR\briefing-library.ico"
  WriteRegStr HKCU "${CLASSES}\${LIBRARY}\shell\open\command" "" '"$INSTDIR\briefing.exe" "%1"'

  ; "Open with", beside whatever opens these files now.
  WriteRegStr HKCU "${CLASSES}\${ARTICLE}" "" "Article"
  WriteRegStr HKCU "${CLASSES}\${ARTICLE}\shell\open\command" "" '"$INSTDIR\briefing.exe" "%1"'
  WriteRegStr HKCU "${CLASSES}\.html\OpenWithProgids" "${ARTICLE}" ""
  WriteRegStr HKCU "${CLASSES}\.htm\OpenWithProgids" "${ARTICLE}" ""
  WriteRegStr HKCU "${CLASSES}\.txt\OpenWithProgids" "${ARTICLE}" ""
  WriteRegStr HKCU "${CLASSES}\.md\OpenWithProgids" "${ARTICLE}" ""
  WriteRegStr HKCU "${CLASSES}\.pdf\OpenWithProgids" "${ARTICLE}" ""
  WriteRegStr HKCU "${CLASSES}\.docx\OpenWithProgids" "${ARTICLE}" ""
  WriteRegStr HKCU "${CLASSES}\.odt\OpenWithProgids" "${ARTICLE}" ""
  WriteRegStr HKCU "${CLASSES}\.rtf\OpenWithProgids" "${ARTICLE}" ""
  WriteRegStr HKCU "${CLASSES}\.epub\OpenWithProgids" "${ARTICLE}" ""
  WriteRegStr HKCU "${CLASSES}\.eml\OpenWithProgids" "${ARTICLE}" ""
  WriteRegStr HKCU "${CLASSES}\.msg\OpenWithProgids" "${ARTICLE}" ""
  WriteRegStr HKCU "${CLASSES}\.mht\OpenWithProgids" "${ARTICLE}" ""
  WriteRegStr HKCU "${CLASSES}\.mhtml\OpenWithProgids" "${ARTICLE}" ""

  WriteRegStr HKCU "${CLASSES}\briefing" "" "URL:Briefing"
  WriteRegStr HKCU "${CLASSES}\briefing" "URL Protocol" ""
  WriteRegStr HKCU "${CLASSES}\briefing\shell\open\command" "" '"$INSTDIR\briefing.exe" "%1"'

  WriteRegStr HKCU "${KEY}" "DisplayName" "Briefing"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\briefing.ico"
  WriteRegStr HKCU "${KEY}" "Publisher" "The Briefing maintainers"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" "$0"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

Section "Uninstall"
  !insertmacro EndIfRunning "uninstall"
  ; Only what was installed, by name: the folder may have been chosen badly, and hold files of the person's.
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\briefing.exe"
  Delete "$INSTDIR\briefing-cli.exe"
  Delete "$INSTDIR\briefing.ico"
  Delete "$INSTDIR\briefing-library.ico"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\Briefing.lnk"
  DeleteRegKey HKCU "${CLASSES}\.briefing-library"
  DeleteRegKey HKCU "${CLASSES}\.briefing"
  DeleteRegKey HKCU "${CLASSES}\${LIBRARY}"
  DeleteRegKey HKCU "${CLASSES}\${ARTICLE}"
  DeleteRegKey HKCU "${CLASSES}\briefing"
  DeleteRegValue HKCU "${CLASSES}\.html\OpenWithProgids" "${ARTICLE}"
  DeleteRegValue HKCU "${CLASSES}\.htm\OpenWithProgids" "${ARTICLE}"
  DeleteRegValue HKCU "${CLASSES}\.txt\OpenWithProgids" "${ARTICLE}"
  DeleteRegValue HKCU "${CLASSES}\.md\OpenWithProgids" "${ARTICLE}"
  DeleteRegValue HKCU "${CLASSES}\.pdf\OpenWithProgids" "${ARTICLE}"
  DeleteRegValue HKCU "${CLASSES}\.docx\OpenWithProgids" "${ARTICLE}"
  DeleteRegValue HKCU "${CLASSES}\.odt\OpenWithProgids" "${ARTICLE}"
  DeleteRegValue HKCU "${CLASSES}\.rtf\OpenWithProgids" "${ARTICLE}"
  DeleteRegValue HKCU "${CLASSES}\.epub\OpenWithProgids" "${ARTICLE}"
  DeleteRegValue HKCU "${CLASSES}\.eml\OpenWithProgids" "${ARTICLE}"
  DeleteRegValue HKCU "${CLASSES}\.msg\OpenWithProgids" "${ARTICLE}"
  DeleteRegValue HKCU "${CLASSES}\.mht\OpenWithProgids" "${ARTICLE}"
  DeleteRegValue HKCU "${CLASSES}\.mhtml\OpenWithProgids" "${ARTICLE}"
  DeleteRegKey HKCU "${KEY}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd
